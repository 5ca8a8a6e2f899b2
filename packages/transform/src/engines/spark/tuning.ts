/** What Spark is asked for, from how much it has to read. */
export interface Tuning {
  /** Settings of the session that the plan counts on; the runner makes them. */
  readonly session: Readonly<Record<string, string>>
  /** Settings of the session that are good for the input; the runner makes them where the user has not. */
  readonly advice: Readonly<Record<string, string>>
  /** Settings of the application, which the launcher makes: they cannot change once it runs. */
  readonly application: Readonly<Record<string, string>>
}

const mebibyte = 2 ** 20
const gibibyte = 2 ** 30

/** Gzip of JSON lines; columns are smaller again, rows in memory are larger. */
const unpackedRatio = 9

/** What one task takes in: small enough for its memory, large enough to be worth starting. */
const taskBytes = 128 * mebibyte

/** What every plan counts on, whatever its size: see the rules of `Dialect`. */
const semantics = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.caseSensitive': 'true',
  'spark.sql.variable.substitute': 'false',
  'spark.sql.parser.escapedStringLiterals': 'false',
  'spark.sql.json.enablePartialResults': 'false',
  'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.datetimeRebaseModeInRead': 'CORRECTED',
  'spark.sql.parquet.writeLegacyFormat': 'false',
  'spark.sql.files.ignoreCorruptFiles': 'false',
  'spark.sql.files.ignoreMissingFiles': 'false',
  'spark.sql.sources.partitionColumnTypeInference.enabled': 'false',
} as const

/**
 * Sets Spark up for an input.
 *
 * - One shuffle partition for each 128 MiB that is shuffled, at least 8; adaptive execution joins those
 *   that turn out small, and splits those that turn out large.
 * - A side of a join is sent to all tasks up to 10 MiB, and up to 64 MiB where the input is large, where
 *   machines are too.
 * - Executors come and go with the work (dynamic allocation), up to one for each 2 GiB of input.
 *
 * @param rawBytes of the raw objects that are read, compressed.
 * @param tableBytes of the tables that are read.
 */
export function tune(rawBytes: number, tableBytes: number): Tuning {
  const work = rawBytes * unpackedRatio + tableBytes * 4
  const partitions = clamp(Math.ceil(work / taskBytes), 8, 20_000)
  const isLarge = work > 100 * gibibyte
  return {
    session: semantics,
    advice: {
      'spark.sql.shuffle.partitions': String(partitions),
      'spark.sql.adaptive.enabled': 'true',
      'spark.sql.adaptive.coalescePartitions.enabled': 'true',
      'spark.sql.adaptive.skewJoin.enabled': 'true',
      'spark.sql.adaptive.advisoryPartitionSizeInBytes': String(taskBytes / 2),
      'spark.sql.autoBroadcastJoinThreshold': String((isLarge ? 64 : 10) * mebibyte),
    },
    application: {
      'spark.dynamicAllocation.enabled': 'true',
      'spark.dynamicAllocation.shuffleTracking.enabled': 'true',
      'spark.dynamicAllocation.minExecutors': '1',
      'spark.dynamicAllocation.maxExecutors': String(
        clamp(Math.ceil(work / (2 * gibibyte)), 2, 200),
      ),
      'spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs': 'false',
    },
  }
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
