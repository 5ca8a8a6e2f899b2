/** What is to be run on Spark. */
export interface SparkJob {
  /** The id of the run: two submissions of one are one job, where the service can tell. */
  readonly run: string
  /** The program: a path where `isLocal`, else a URL in the scheme of the launcher. */
  readonly runner: string
  /** The URL of its plan. */
  readonly plan: string
  /** Settings of the application; a launcher adds its own and leaves out what its service sets itself. */
  readonly settings: Readonly<Record<string, string>>
}

/** How far a job is; one that failed tells what the service says, and where its log is, in a sentence. */
export type SparkJobState =
  | { readonly kind: 'waiting' | 'running' | 'succeeded' }
  | { readonly kind: 'failed'; readonly reason: string }

/** A job that was submitted. */
export interface SparkHandle {
  /** How a person finds it, as the ARN of a task. */
  readonly id: string
  /** Waits a while, or until it ends, and says how far it is. */
  poll(signal?: AbortSignal): Promise<SparkJobState>
  /** Stops it; resolves when it can do no more harm, or the service has taken note. */
  cancel(): Promise<void>
}

/**
 * Starts Spark somewhere. Anyone may bring another one: only three files pass between us and the job,
 * the program, its plan and its report, and all lie in the processed zone.
 */
export interface SparkLauncher {
  /** As `emr-serverless`. */
  readonly name: string
  /** Whether the job runs on this machine, and reads its files. */
  readonly isLocal: boolean
  /** How Spark there names objects of S3: `s3a` with Hadoop's own client, `s3` on EMR and Glue. */
  readonly s3Scheme: 's3' | 's3a'
  submit(job: SparkJob): Promise<SparkHandle>
}
