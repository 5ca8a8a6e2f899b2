import type { SparkLauncher } from '../launchers/spark-launcher.ts'

/** How a transform is done on Spark. */
export interface SparkOptions {
  /** What starts it. */
  readonly launcher: SparkLauncher
}
