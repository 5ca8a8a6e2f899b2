const text = (description: string) => ({ type: 'string', minLength: 1, description }) as const
const count = (description: string) => ({ type: 'integer', minimum: 1, description }) as const
const ids = (description: string) =>
  ({ type: 'array', items: { type: 'string', minLength: 1 }, description }) as const

/** What starts Spark, and how: the options of `descant transform` by the same names. */
export const sparkSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'What starts Spark, with `engine: spark`, and how.',
  properties: {
    launcher: {
      enum: ['spark-submit', 'ecs', 'emr-serverless', 'glue'],
      default: 'spark-submit',
      description: 'What starts it.',
    },
    settings: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      description: 'Settings of Spark, as `spark.executor.memory: 8g`; they win over the plan’s.',
    },
    submit: text(
      'The program of Spark, for spark-submit: a name on the PATH, or a path from this file.',
    ),
    master: text('For spark-submit, as `local[4]`.'),
    driver_memory: text('Memory of the driver, for spark-submit and ecs, as `8g`.'),
    ecs: {
      type: 'object',
      additionalProperties: false,
      description: 'A task of ECS on Fargate.',
      properties: {
        cluster: text('The cluster of the task.'),
        task_definition: text('A task definition whose image has Spark 3.5.'),
        container: text('The container of it with Spark. Without it, spark.'),
        subnets: ids('Where the task runs.'),
        security_groups: ids('What it may reach.'),
        assign_public_ip: { type: 'boolean', description: 'Give it a public address.' },
        cpu: count('Its CPU, as 16384.'),
        memory: count('Its memory in MiB, as 122880.'),
      },
    },
    emr: {
      type: 'object',
      additionalProperties: false,
      description: 'A job of EMR Serverless.',
      properties: {
        application: text('The application, of EMR 7.'),
        execution_role: text('The role of the job.'),
        logs: text('Where its logs are kept, in S3.'),
      },
    },
    glue: {
      type: 'object',
      additionalProperties: false,
      description: 'A job of AWS Glue.',
      properties: {
        job: text('The job, of Glue 5.'),
        worker_type: { enum: ['G.1X', 'G.2X', 'G.4X', 'G.8X', 'G.12X', 'G.16X'] },
        workers: count('The most workers.'),
      },
    },
    timeout_minutes: count('When EMR Serverless or Glue ends the job.'),
    region: text('The region of the service.'),
    endpoint: text('Another origin than Amazon’s.'),
    poll_seconds: count('How often the service is asked how far it is.'),
  },
} as const
