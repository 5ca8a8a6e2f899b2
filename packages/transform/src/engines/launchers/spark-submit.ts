import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { TransformError } from '../../errors.ts'
import type { SparkHandle, SparkJobState, SparkLauncher } from './spark-launcher.ts'

export interface SparkSubmitOptions {
  /** The program. @default 'spark-submit', on the PATH */
  readonly command?: string
  /** @default 'local[*]' */
  readonly master?: string
  /** Memory of the driver; with a local master it does all the work. @default '4g' */
  readonly driverMemory?: string
  /** Settings of the application beyond those of the plan, which they win over. */
  readonly settings?: Readonly<Record<string, string>>
  /** What the program gets as its environment. @default the one of this process */
  readonly environment?: NodeJS.ProcessEnv
}

/** What is kept of the log, for the case that it fails. */
const keptLogCharacters = 20_000

/**
 * Spark on this machine, or on a cluster that `spark-submit` reaches from it.
 *
 * @example
 * const spark = { launcher: sparkSubmit({ master: 'local[4]', driverMemory: '8g' }) }
 */
export function sparkSubmit(options: SparkSubmitOptions = {}): SparkLauncher {
  const {
    command = 'spark-submit',
    master = 'local[*]',
    driverMemory = '4g',
    settings: own = {},
    environment = process.env,
  } = options
  const isOneMachine = master.startsWith('local')
  return {
    name: 'spark-submit',
    isLocal: true,
    s3Scheme: 's3a',
    async submit({ run, runner, plan, settings }) {
      const all = {
        ...settings,
        ...(isOneMachine ? oneMachine : {}),
        'spark.app.name': `descant ${run}`,
        ...own,
      }
      const child = spawn(
        command,
        [
          '--master',
          master,
          '--driver-memory',
          driverMemory,
          ...Object.entries(all).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
          runner,
          '--plan',
          plan,
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], env: environment },
      )
      await started(child, command)
      return handleOf(child)
    },
  }
}

/** There are no executors to come and go, and nobody looks at its page. */
export const oneMachine = {
  'spark.dynamicAllocation.enabled': 'false',
  'spark.ui.enabled': 'false',
  // No checksum files beside the tables' own.
  'spark.hadoop.fs.file.impl': 'org.apache.hadoop.fs.RawLocalFileSystem',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
} as const

async function started(child: ChildProcess, command: string): Promise<void> {
  try {
    await once(child, 'spawn')
  } catch (cause) {
    throw new TransformError(
      'TRANSFORM_SPARK_MISSING',
      `${command} cannot be started. Install Spark 3.5 (pip install 'pyspark==3.5.*', and Java 17), put its bin on the PATH or name the program with --spark-submit, or use another --spark-launcher.`,
      { cause, exitCode: 2 },
    )
  }
}

function handleOf(child: ChildProcess): SparkHandle {
  let log = ''
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-keptLogCharacters)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  return {
    id: `spark-submit ${child.pid}`,
    async poll(signal): Promise<SparkJobState> {
      const stopped = signal && once(signal, 'abort').then(() => undefined)
      const end = await Promise.race([ended, ...(stopped ? [stopped] : [])])
      if (end === undefined) return { kind: 'running' }
      const [code, killedBy] = end
      if (code === 0) return { kind: 'succeeded' }
      const how = killedBy === null ? `exit code ${code}` : `signal ${killedBy}`
      return { kind: 'failed', reason: `spark-submit ended with ${how}: ${reasonIn(log)}.` }
    },
    async cancel() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/**
 * The line of a log that says why: the last error that Python or Spark names. Values that Spark quotes
 * are cut out, since they are of the data.
 */
function reasonIn(log: string): string {
  const lines = log.split('\n').map((line) => line.trim())
  const told =
    lines.findLast((line) => /(Error|Exception|Caused by|CRITICAL)\b.*:/.test(line)) ?? ''
  const words = (told || (lines.findLast(Boolean) ?? 'no word of why')).slice(0, 400)
  return words.replace(/(['"])[^'"]*@[^'"]*\1/g, '$1…$1').replace(/[.:]$/, '')
}
