export { type GlueCatalogOptions, glueCatalog } from './catalog/glue-catalog.ts'
export type { CatalogReport } from './catalog/register-tables.ts'
export type { CatalogTable, TableCatalog } from './catalog/table-catalog.ts'
export type { AwsServiceOptions } from './engines/launchers/aws-client.ts'
export { type EcsFargateOptions, ecsFargate } from './engines/launchers/ecs-fargate.ts'
export { type EmrServerlessOptions, emrServerless } from './engines/launchers/emr-serverless.ts'
export { type GlueJobOptions, glueJob } from './engines/launchers/glue-job.ts'
export type {
  SparkHandle,
  SparkJob,
  SparkJobState,
  SparkLauncher,
} from './engines/launchers/spark-launcher.ts'
export { type SparkSubmitOptions, sparkSubmit } from './engines/launchers/spark-submit.ts'
export type { SparkOptions } from './engines/spark/spark-options.ts'
export { columnOf, defineEnrichment, type RowOf } from './enrichment/define-enrichment.ts'
export { type ExchangeOptions, exchange, type Rate } from './enrichment/exchange.ts'
export { readRates } from './enrichment/read-rates.ts'
export {
  type EraseCopiesOptions,
  type ErasedZone,
  type ErasureRecord,
  eraseCopies,
} from './erasure/erase-copies.ts'
export { type SuppressOptions, suppressPeople } from './erasure/suppress-people.ts'
export { TransformError, type TransformErrorOptions } from './errors.ts'
export type { IdentifierKind, IdentifierRule, IdentityRules } from './identity/identity-rules.ts'
export type { WaitingStream } from './ingest/hold-back.ts'
export { type CustomerZones, isAnythingExtracted } from './ingest/is-anything-extracted.ts'
export { type PendingOptions, pendingSince } from './ingest/pending-since.ts'
export type { LinkageModel } from './linkage/linkage-model.ts'
export type { StoredModel } from './linkage/model-store.ts'
export type { Column, Columns } from './model/column.ts'
export { defineEntity, type Entity, tableColumns } from './model/define-entity.ts'
export { defineModel, type Model, type ModelParts } from './model/define-model.ts'
export {
  type ChildMapping,
  type ColumnMapping,
  childRows,
  defineSource,
  defineStream,
  type Source,
  type SourceStream,
} from './model/define-source.ts'
export type { Enrichment } from './model/enrichment.ts'
export { accounts } from './model/entities/accounts.ts'
export { contacts } from './model/entities/contacts.ts'
export { customers } from './model/entities/customers.ts'
export { events } from './model/entities/events.ts'
export { leads } from './model/entities/leads.ts'
export { opportunities } from './model/entities/opportunities.ts'
export { orderItems } from './model/entities/order-items.ts'
export { orders } from './model/entities/orders.ts'
export { products } from './model/entities/products.ts'
export { profiles } from './model/entities/profiles.ts'
export {
  beginning,
  type ColumnExpression,
  type Condition,
  choose,
  day,
  type Expression,
  exchanged,
  extract,
  type FieldExpression,
  firstOf,
  isAtLeast,
  isOneOf,
  isThere,
  joined,
  type Lookup,
  lastSegment,
  literal,
  lookUp,
  lowerCase,
  matches,
  nothing,
  parameter,
  upperCase,
} from './model/expression.ts'
export { type ModelStep, modelSteps } from './model/model-steps.ts'
export type { FieldsOf, ListField, RawObject, RawShape } from './model/raw-shape.ts'
export { standardModel } from './model/standard-model.ts'
export {
  type ExplainOptions,
  explainProfile,
  type ProfileExplanation,
} from './profiles/explain-profile.ts'
export { type SplitOptions, splitProfile } from './profiles/split-profile.ts'
export type { QualityRule } from './quality/quality-rule.ts'
export type { RecordRule } from './quality/record-rule.ts'
export { runTransform } from './run-transform.ts'
export { salesforce } from './sources/salesforce/salesforce.ts'
export { shopify } from './sources/shopify/shopify.ts'
export type { RecordCounts } from './tables/count-outcomes.ts'
export { type TrainOptions, trainIdentities } from './train-identities.ts'
export type { TransformOptions, TransformProgress, TransformStage } from './transform-options.ts'
export type {
  QualityReport,
  StreamReport,
  TableReport,
  TransformReport,
} from './transform-report.ts'
