import { loadGlueSdk } from '../../glue-sdk.ts'
import { type AwsServiceOptions, asked, pause } from './aws-client.ts'
import type { SparkJobState, SparkLauncher } from './spark-launcher.ts'
import { submitParameters } from './submit-parameters.ts'

export interface GlueJobOptions extends AwsServiceOptions {
  /** The name of a Spark job of Glue 5, which has Spark 3.5. Its script is ours for the run. */
  readonly job: string
  /** As `G.2X`. @default as the job says */
  readonly workerType?: 'G.1X' | 'G.2X' | 'G.4X' | 'G.8X' | 'G.12X' | 'G.16X'
  /** The most workers; fewer run where less is to do. @default as the job says */
  readonly workers?: number
  /** Minutes after which Glue ends it. @default as the job says */
  readonly timeoutMinutes?: number
  readonly settings?: Readonly<Record<string, string>>
}

/** Glue makes and unmakes workers itself. */
const ownSettings = /^spark[.]dynamicAllocation[.]/

/**
 * Spark as a job of AWS Glue.
 *
 * Needs `glue:StartJobRun`, `glue:GetJobRun` and `glue:BatchStopJobRun`; the job's role reads the raw zone,
 * and reads and writes the processed one.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html
 * @example
 * const launcher = glueJob({ job: 'descant-transform', workerType: 'G.2X', workers: 20 })
 */
export function glueJob(options: GlueJobOptions): SparkLauncher {
  const { job, workerType, workers, timeoutMinutes } = options
  return {
    name: 'glue',
    isLocal: false,
    s3Scheme: 's3',
    async submit({ runner, plan, settings }) {
      const { glue, client } = await loadGlueSdk(options)
      const own = Object.entries(settings).filter(([name]) => !ownSettings.test(name))
      const parameters = submitParameters({ ...Object.fromEntries(own), ...options.settings })
      const { JobRunId } = await asked(
        'Glue',
        'start the job run',
        client.send(
          new glue.StartJobRunCommand({
            JobName: job,
            Arguments: {
              '--scriptLocation': runner,
              '--plan': plan,
              '--enable-auto-scaling': 'true',
              '--enable-continuous-cloudwatch-log': 'true',
              // The first name is the argument's own; more follow within its value.
              ...(parameters === '' ? {} : { '--conf': parameters.replace(/^--conf /, '') }),
            },
            ...(workerType === undefined ? {} : { WorkerType: workerType }),
            ...(workers === undefined ? {} : { NumberOfWorkers: workers }),
            ...(timeoutMinutes === undefined ? {} : { Timeout: timeoutMinutes }),
          }),
        ),
      )
      return {
        id: `${job}/${JobRunId}`,
        async poll(signal): Promise<SparkJobState> {
          await pause(options, signal)
          const { JobRun } = await asked(
            'Glue',
            'say how far the job run is',
            client.send(new glue.GetJobRunCommand({ JobName: job, RunId: JobRunId })),
          )
          const { JobRunState = 'WAITING', ErrorMessage, LogGroupName } = JobRun ?? {}
          if (JobRunState === 'SUCCEEDED') return { kind: 'succeeded' }
          if (['STARTING', 'WAITING'].includes(JobRunState)) return { kind: 'waiting' }
          if (['RUNNING', 'STOPPING'].includes(JobRunState)) return { kind: 'running' }
          const why = ErrorMessage?.trim() || 'no reason given'
          const place = `the log group ${LogGroupName ?? '/aws-glue/jobs'}, stream ${JobRunId}`
          return {
            kind: 'failed',
            reason: `the job run is ${JobRunState}: ${why}. Its log: ${place}.`,
          }
        },
        async cancel() {
          const runs = { JobName: job, JobRunIds: JobRunId === undefined ? [] : [JobRunId] }
          await asked(
            'Glue',
            'stop the job run',
            client.send(new glue.BatchStopJobRunCommand(runs)),
          )
        },
      }
    },
  }
}
