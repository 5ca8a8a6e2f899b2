import { type AwsServiceOptions, asked, pause } from './aws-client.ts'
import { loadEmrServerlessSdk } from './emr-serverless-sdk.ts'
import type { SparkJobState, SparkLauncher } from './spark-launcher.ts'
import { submitParameters } from './submit-parameters.ts'

export interface EmrServerlessOptions extends AwsServiceOptions {
  /** The id of a Spark application of EMR 7, which has Spark 3.5. */
  readonly applicationId: string
  /** ARN of the role that the job runs with: it reads the raw zone, and reads and writes the processed one. */
  readonly executionRole: string
  /** Where its logs are kept, as `s3://bucket/logs/`. @default EMR's own, for 30 days */
  readonly logs?: string
  /** Minutes after which the service ends it. @default 720, as the service has it */
  readonly timeoutMinutes?: number
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * Spark on EMR Serverless: as many workers as the input wants, and none when it is done.
 *
 * Needs `emr-serverless:StartJobRun`, `GetJobRun`, `CancelJobRun` and `iam:PassRole` for the role.
 *
 * @see https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_StartJobRun.html
 * @example
 * const launcher = emrServerless({ applicationId: '00f1', executionRole: 'arn:aws:iam::1:role/spark' })
 */
export function emrServerless(options: EmrServerlessOptions): SparkLauncher {
  const { applicationId, executionRole, logs, timeoutMinutes } = options
  return {
    name: 'emr-serverless',
    isLocal: false,
    s3Scheme: 's3',
    async submit({ run, runner, plan, settings }) {
      const { emr, client } = await loadEmrServerlessSdk(options)
      const { jobRunId } = await asked(
        'EMR Serverless',
        'start the job run',
        client.send(
          new emr.StartJobRunCommand({
            applicationId,
            clientToken: run,
            name: `descant ${run}`,
            executionRoleArn: executionRole,
            mode: 'BATCH',
            jobDriver: {
              sparkSubmit: {
                entryPoint: runner,
                entryPointArguments: ['--plan', plan],
                sparkSubmitParameters: submitParameters({ ...settings, ...options.settings }),
              },
            },
            ...(timeoutMinutes === undefined ? {} : { executionTimeoutMinutes: timeoutMinutes }),
            ...(logs === undefined
              ? {}
              : {
                  configurationOverrides: {
                    monitoringConfiguration: { s3MonitoringConfiguration: { logUri: logs } },
                  },
                }),
          }),
        ),
      )
      return {
        id: `${applicationId}/${jobRunId}`,
        async poll(signal): Promise<SparkJobState> {
          await pause(options, signal)
          const { jobRun } = await asked(
            'EMR Serverless',
            'say how far the job run is',
            client.send(new emr.GetJobRunCommand({ applicationId, jobRunId })),
          )
          const { state = 'PENDING', stateDetails } = jobRun ?? {}
          if (state === 'SUCCESS') return { kind: 'succeeded' }
          if (state !== 'FAILED' && state !== 'CANCELLED') {
            return { kind: state === 'RUNNING' ? 'running' : 'waiting' }
          }
          const place = logs
            ? `${logs.replace(/\/+$/, '')}/applications/${applicationId}/jobs/${jobRunId}/`
            : `the job run ${jobRunId} of the application ${applicationId} in EMR Studio`
          const why = stateDetails?.trim() || 'no reason given'
          return { kind: 'failed', reason: `the job run is ${state}: ${why}. Its log: ${place}.` }
        },
        async cancel() {
          await asked(
            'EMR Serverless',
            'cancel the job run',
            client.send(new emr.CancelJobRunCommand({ applicationId, jobRunId })),
          )
        },
      }
    },
  }
}
