export { tapSalesforce } from './tap.ts'
