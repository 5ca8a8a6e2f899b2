export { tapShopify } from './tap.ts'
