/**
 * The Glue database of a customer: lower case, digits and underscores, as Athena and Spark want it.
 *
 * @example glueDatabaseName('descant', 'Acme-EU') // 'descant_acme_eu'
 */
export const glueDatabaseName = (deployment: string, customer: string): string =>
  `${deployment}_${customer}`.toLowerCase().replace(/[^a-z0-9_]/g, '_')
