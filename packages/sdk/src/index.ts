export { settingsTable } from './cli/about.ts'
export { exitCodes } from './cli/exit-codes.ts'
export { nearestWord } from './cli/nearest-word.ts'
export {
  describeOptions,
  type OptionSpec,
  type OptionSpecs,
  type OptionValues,
  parseOptions,
} from './cli/options.ts'
export { packageVersion } from './cli/package-version.ts'
export { type Ending, type ProcessContext, runProcess } from './cli/process.ts'
export { runTap } from './cli/run-tap.ts'
export { runTarget } from './cli/run-target.ts'
export {
  AuthError,
  ConfigError,
  DataError,
  type Issue,
  OutputClosedError,
  ProtocolError,
  QuotaError,
  RateLimitError,
  RequestError,
  type RequestFacts,
  SingerError,
} from './errors.ts'
export { NumberLiteral, stringifyExact } from './exact-json.ts'
export type { Query, QueryValue } from './http/address.ts'
export { type ApiKeyOptions, apiKey } from './http/auth/api-key.ts'
export type { Authenticator, Credentials } from './http/auth/authenticator.ts'
export { basic } from './http/auth/basic.ts'
export { bearer } from './http/auth/bearer.ts'
export type { Claims } from './http/auth/json-web-token.ts'
export {
  type ClientCredentialsOptions,
  clientCredentials,
  type JwtBearerOptions,
  jwtBearer,
  type RefreshTokenOptions,
  refreshToken,
  type TokenAuthenticator,
} from './http/auth/oauth2.ts'
export { saveConfig } from './http/auth/save-config.ts'
export type { AskForTokens, TokenEndpointOptions } from './http/auth/token-endpoint.ts'
export type { TokenSourceOptions, Tokens } from './http/auth/token-source.ts'
export { type Clock, systemClock } from './http/clock.ts'
export type { HttpDownload } from './http/download.ts'
export {
  defaultErrors,
  type ErrorKind,
  type ErrorMap,
  type ErrorRule,
  type ErrorVerdict,
  type HttpFailure,
} from './http/error-map.ts'
export type { Fetch } from './http/exchange.ts'
export {
  type ExportJob,
  type ExportJobOptions,
  type ExportStatus,
  type PollIntervals,
  pollFromSecondsToHalfMinutes,
  runExportJob,
} from './http/export-job.ts'
export {
  createGraphql,
  type Graphql,
  type GraphqlAnswer,
  type GraphqlError,
  type GraphqlErrorMap,
  type GraphqlErrorRule,
  type GraphqlOptions,
  type GraphqlResult,
} from './http/graphql.ts'
export { createHttp, type Http } from './http/http.ts'
export type { HttpOptions } from './http/http-options.ts'
export type { HttpRequest, PagesRequest } from './http/http-request.ts'
export type { HttpResponse } from './http/http-response.ts'
export {
  type CursorOptions,
  cursor,
  type NextPage,
  nextLink,
  nextUrl,
  type OffsetOptions,
  offset,
  type Page,
  type PageNumberOptions,
  type Paginator,
  pageNumber,
} from './http/paginate.ts'
export type { Place } from './http/place.ts'
export { RateLimit, type RateLimitOptions } from './http/rate-limit.ts'
export type { RequestBody } from './http/request-body.ts'
export {
  eightRetriesInTenMinutes,
  noRetries,
  type RetryPolicy,
  type RetryWait,
  retry,
  threeRetriesWithFullJitter,
} from './http/retry.ts'
export type { Budget } from './http/told-wait.ts'
export type { Facts, Logger, LogLevel } from './log.ts'
export { createLogger, redactor, silentLogger } from './log.ts'
export type { Metrics, Tags } from './metrics.ts'
export {
  type Catalog,
  type CatalogEntry,
  type MetadataEntry,
  parseCatalog,
} from './protocol/catalog.ts'
export {
  type ActivateVersionMessage,
  type BatchMessage,
  type JsonObject,
  type Message,
  RecordMessage,
  type SchemaMessage,
  type StateMessage,
  type UnknownMessage,
} from './protocol/message.ts'
export { parseMessage } from './protocol/parse-message.ts'
export { type LineBlock, readLines } from './protocol/read-lines.ts'
export { ScanError, scanMembers } from './protocol/scan.ts'
export { selectByPatterns } from './protocol/select-patterns.ts'
export { type Selection, selectionOf } from './protocol/selection.ts'
export { MessageWriter } from './protocol/write-messages.ts'
export type { Infer, JsonSchema, ObjectSchema, RecordOf } from './schema/infer.ts'
export { createValidator, SchemaError, type Validator } from './schema/validate.ts'
export { Stop } from './stop.ts'
export type { ReplicationValue } from './tap/bookmark/replication-value.ts'
export {
  defineStream,
  type FieldMetadata,
  type ReadContext,
  type Records,
  type Stream,
  type StreamDefinition,
} from './tap/define-stream.ts'
export { type ConnectContext, defineTap, type Tap, type TapDefinition } from './tap/define-tap.ts'
export { RecordBlock } from './tap/record-block.ts'
export type { WantsStream } from './tap/wants-stream.ts'
export { appendMetadata, type RecordMetadata } from './target/append-metadata.ts'
export { checkRecord } from './target/check-record.ts'
export {
  defineTarget,
  type Target,
  type TargetContext,
  type TargetDefinition,
} from './target/define-target.ts'
export type { Pack, Packed, PackedRecords, Packing } from './target/packing/packing.ts'
export { type TargetSettings, targetSettings } from './target/settings.ts'
export {
  type BatchInfo,
  type BatchWriter,
  collectBatches,
  type Reject,
  type Sink,
  type SinkRecord,
  type SinkStream,
} from './target/sink.ts'
