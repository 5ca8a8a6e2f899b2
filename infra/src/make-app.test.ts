import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, test } from 'vitest'
import { deployment as everything } from '../example/everything.ts'
import { makeApp } from './make-app.ts'
import { wildcardReasons } from './policies/wildcard-reasons.ts'
import { wildcardsIn } from './policies/wildcards-in.ts'
import { readProject } from './project/project.ts'

const project = readProject(fileURLToPath(new URL('../example/descant.yaml', import.meta.url)))

let storage: Template
let pipeline: Template

beforeAll(() => {
  const stacks = makeApp(everything, project)
  storage = Template.fromStack(stacks.storage)
  pipeline = Template.fromStack(stacks.pipeline)
})

interface Statement {
  readonly Sid: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Condition?: unknown
}

/** The statements of the policy of a role whose logical id begins so. */
const statementsOf = (role: string): Statement[] =>
  Object.entries(pipeline.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)

const actionsOf = (role: string): string[] => statementsOf(role).flatMap(({ Action }) => Action)

describe('buckets', () => {
  test('each is versioned, encrypted with the key, closed to the public, and outlives the stack', () => {
    const buckets = Object.values(storage.findResources('AWS::S3::Bucket'))
    expect(buckets).toHaveLength(4)
    for (const bucket of buckets) {
      expect(bucket).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          VersioningConfiguration: { Status: 'Enabled' },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              {
                BucketKeyEnabled: true,
                ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
              },
            ],
          },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        },
      })
    }
  })

  const policyOf = (zone: string): Statement[] => {
    const policies = Object.entries(storage.findResources('AWS::S3::BucketPolicy'))
    const [, policy] = policies.find(([id]) => id.startsWith(`${zone}Zone`)) ?? []
    return policy?.Properties.PolicyDocument.Statement ?? []
  }

  test.each(['raw', 'processed', 'deadLetters', 'state'])('%s refuses plain HTTP', (zone) => {
    expect(policyOf(zone)).toContainEqual(
      expect.objectContaining({
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Action: 's3:*',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    )
  })

  test('raw takes no write that could overwrite, and lets the parts of large uploads through', () => {
    expect(policyOf('raw')).toContainEqual(
      expect.objectContaining({
        Sid: 'DenyOverwrite',
        Effect: 'Deny',
        Action: 's3:PutObject',
        Condition: {
          Null: { 's3:if-none-match': 'true' },
          Bool: { 's3:ObjectCreationOperation': 'true' },
        },
      }),
    )
    expect(policyOf('processed').map(({ Sid }) => Sid)).toEqual(['DenyPlainHttp'])
  })

  test('only the roles for erasure, one a customer, remove from raw', () => {
    const removal = policyOf('raw').find(({ Sid }) => Sid === 'DenyRemoval')
    expect(removal?.Action).toEqual(['s3:DeleteObject', 's3:DeleteObjectVersion'])
    const roles = JSON.stringify(removal?.Condition)
    for (const customer of ['acme', 'globex']) {
      expect(roles).toContain(`:role/descant-${customer}-erasure`)
      pipeline.hasResourceProperties('AWS::IAM::Role', {
        RoleName: `descant-${customer}-erasure`,
        AssumeRolePolicyDocument: {
          Statement: [
            Match.objectLike({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
          ],
        },
      })
    }
  })

  test('raw is kept for seven years, in cheaper classes that can be read at once', () => {
    storage.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            Id: 'seven-years',
            Status: 'Enabled',
            ExpirationInDays: 2557,
            Transitions: [
              { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
              { StorageClass: 'GLACIER_IR', TransitionInDays: 180 },
            ],
          }),
        ]),
      },
    })
  })
})

describe('tasks', () => {
  const tasks = () => Object.values(pipeline.findResources('AWS::ECS::TaskDefinition'))
  const taskOf = (family: string) => tasks().find(({ Properties }) => Properties.Family === family)

  test('there is one for each source and one for the tables of each customer', () => {
    expect(
      tasks()
        .map(({ Properties }) => Properties.Family)
        .sort(),
    ).toEqual([
      'descant-acme-salesforce',
      'descant-acme-shopify',
      'descant-acme-tables',
      'descant-globex-shopify',
      'descant-globex-tables',
    ])
  })

  test('each runs what `descant run` knows', () => {
    const commandOf = (family: string) =>
      taskOf(family)?.Properties.ContainerDefinitions[0].Command.join(' ')
    expect(commandOf('descant-acme-shopify')).toBe('run acme/shopify --stage extract')
    expect(commandOf('descant-acme-tables')).toBe('run acme --stage transform,load')
  })

  test('each runs as nobody, on a root that cannot be written, and has time to end', () => {
    for (const { Properties } of tasks()) {
      expect(Properties).toMatchObject({
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
        Volumes: [{ Name: 'tmp' }],
        ContainerDefinitions: [
          {
            User: '10001:10001',
            ReadonlyRootFilesystem: true,
            StopTimeout: 120,
            LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } },
            MountPoints: [{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: 'tmp' }],
            HealthCheck: { Command: ['CMD', 'descant', 'health'] },
            LogConfiguration: { LogDriver: 'awslogs' },
          },
        ],
      })
      expect(JSON.stringify(Properties.ContainerDefinitions[0].Image)).toContain(':1.2.3')
    }
  })

  test('sizes are the usual ones, or the source’s own; DuckDB is told what there is', () => {
    expect(taskOf('descant-globex-shopify')?.Properties).toMatchObject({
      Cpu: '512',
      Memory: '1024',
    })
    expect(taskOf('descant-acme-shopify')?.Properties).toMatchObject({
      Cpu: '1024',
      Memory: '2048',
    })
    const { Properties } = taskOf('descant-acme-tables') ?? {}
    expect(Properties).toMatchObject({
      Cpu: '2048',
      Memory: '8192',
      EphemeralStorage: { SizeInGiB: 50 },
    })
    expect(Properties.ContainerDefinitions[0].Environment).toEqual(
      expect.arrayContaining([
        { Name: 'DESCANT_MEMORY_LIMIT_MIB', Value: '7680' },
        { Name: 'DESCANT_MAX_DURATION_SECONDS', Value: '1680' },
        { Name: 'DESCANT_METRICS', Value: 'emf' },
      ]),
    )
  })

  test('no value of a secret stands in a template, and what the project asks for is there', () => {
    const [container] = taskOf('descant-acme-shopify')?.Properties.ContainerDefinitions ?? []
    const names = (list: { Name: string }[]) => list.map(({ Name }) => Name).sort()
    expect(names(container.Secrets)).toEqual([
      'ACME_SHOPIFY_TOKEN',
      'ALERT_URL',
      'DATABASE_PASSWORD',
      'DATABASE_USER',
      'SEARCH_PASSWORD',
      'SEARCH_USER',
    ])
    expect(names(container.Environment)).toEqual(
      expect.arrayContaining(['DATABASE_HOST', 'DESCANT_RAW_BUCKET', 'DESCANT_STATE_BUCKET']),
    )
  })

  test('logs are kept for a while, encrypted', () => {
    pipeline.resourceCountIs('AWS::Logs::LogGroup', 2)
    pipeline.allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 90,
      KmsKeyId: Match.anyValue(),
    })
  })
})

describe('permissions', () => {
  test.each([
    ['acme', 'globex'],
    ['globex', 'acme'],
  ])('no role of %s names anything of %s', (customer, other) => {
    for (const role of ['Extract', 'Tables', 'Execution', 'Scheduler', 'Events', 'Spark']) {
      const statements = statementsOf(`${role}${customer}`)
      expect(statements, role).not.toEqual([])
      expect(JSON.stringify(statements)).not.toContain(other)
    }
  })

  test('every object that a task reaches is below its customer', () => {
    for (const { Sid, Action, Resource, Condition } of statementsOf('Extractacme')) {
      if (!String(Action).includes('s3:') || Sid === 'ProbeZones') continue
      const scoped = Sid === 'ListZonesOfCustomer' ? Condition : Resource
      expect(JSON.stringify(scoped), Sid).toContain('acme/*')
    }
  })

  test('a key that is not there is answered as such, not as one that is refused', () => {
    const list = statementsOf('Extractacme').find(({ Sid }) => Sid === 'ListZonesOfCustomer')
    expect(list?.Condition).toEqual({ StringLikeIfExists: { 's3:prefix': ['acme/*'] } })
  })

  test('an extraction neither removes records nor touches tables; a transform does not write raw', () => {
    const written = (role: string, zone: string) =>
      statementsOf(role)
        .filter(
          ({ Resource, Sid }) => Sid !== 'ProbeZones' && JSON.stringify(Resource).includes(zone),
        )
        .flatMap(({ Action }) => Action)
        .filter((action) => /Put|Delete/.test(action))
    expect(written('Extractacme', 'rawZone')).toEqual(['s3:PutObject'])
    expect(written('Extractacme', 'processedZone')).toEqual([])
    expect(written('Tablesacme', 'rawZone')).toEqual([])
    expect(written('Tablesacme', 'processedZone').sort()).toEqual([
      's3:DeleteObject',
      's3:PutObject',
    ])
    expect(actionsOf('Extractacme').filter((action) => action.startsWith('glue:'))).toEqual([])
  })

  test('secrets and parameters are those that the customer’s part of the project names', () => {
    const acme = JSON.stringify(statementsOf('Extractacme'))
    expect(acme).toContain('secret:acme/salesforce-??????')
    expect(acme).not.toContain('ssm:')
    const globex = JSON.stringify(statementsOf('Extractglobex'))
    expect(globex).toContain('parameter/globex/shopify/access_token')
    expect(globex).not.toContain('secretsmanager:')
  })

  test('no wildcard without a written reason, no reason without a wildcard', () => {
    const wildcards = [storage, pipeline].flatMap((template) => wildcardsIn(template.toJSON()))
    const without = wildcards.filter(({ sid }) => !(sid && wildcardReasons[sid]))
    expect(without).toEqual([])
    const needed = new Set(wildcards.map(({ sid }) => sid))
    expect(Object.keys(wildcardReasons).filter((sid) => !needed.has(sid))).toEqual([])
    expect(pipeline.toJSON().Metadata.WildcardReasons).toEqual(wildcardReasons)
  })
})

describe('schedules', () => {
  test('a source starts as the project says, in its time zone, within a window', () => {
    pipeline.hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: 'acme-salesforce',
      ScheduleExpression: 'cron(15 0,2,4,6,8,10,12,14,16,18,20,22 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
      Target: Match.objectLike({
        DeadLetterConfig: { Arn: Match.anyValue() },
        RetryPolicy: { MaximumEventAgeInSeconds: 900, MaximumRetryAttempts: 10 },
        EcsParameters: Match.objectLike({ LaunchType: 'FARGATE', TaskCount: 1 }),
      }),
    })
  })

  test('tables with a schedule have one; others follow their sources, if anything came', () => {
    const names = Object.values(pipeline.findResources('AWS::Scheduler::Schedule')).map(
      ({ Properties }) => Properties.Name,
    )
    expect(names.sort()).toEqual([
      'acme-salesforce',
      'acme-shopify',
      'acme-tables',
      'globex-shopify',
    ])
    const followers = Object.entries(pipeline.findResources('AWS::Events::Rule')).filter(([id]) =>
      id.startsWith('After'),
    )
    expect(followers.map(([id]) => id)).toEqual(['Afterglobextables'])
    expect(followers[0]?.[1].Properties.EventPattern.detail.containers).toEqual({
      exitCode: [0, 4],
    })
  })

  test('a task whose time was spent goes on at once', () => {
    const rules = Object.entries(pipeline.findResources('AWS::Events::Rule'))
    const again = rules.filter(([id]) => id.startsWith('GoOn'))
    expect(again).toHaveLength(5)
    for (const [, { Properties }] of again) {
      expect(Properties.EventPattern.detail.containers).toEqual({ exitCode: [75] })
      const [waited] = Properties.EventPattern.detail.taskDefinitionArn
      expect(Properties.Targets[0].EcsParameters.TaskDefinitionArn).toEqual(waited)
    }
  })

  test('who starts tasks starts these, on this cluster, with these roles', () => {
    const [run, pass] = statementsOf('Scheduleracme')
    expect(run).toMatchObject({ Sid: 'RunTasksOfCustomer', Action: 'ecs:RunTask' })
    expect(run?.Condition).toHaveProperty(['ArnEquals', 'ecs:cluster'])
    expect(pass?.Condition).toEqual({
      StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    })
  })
})

describe('alarms', () => {
  test('each tells the topic, and the mails are on it', () => {
    const alarms = Object.values(pipeline.findResources('AWS::CloudWatch::Alarm'))
    expect(alarms).toHaveLength(2 + 3 * 2)
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1)
    pipeline.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'data@example.com',
    })
  })

  test('data are late when no run succeeded for as long as the project says; silence is late', () => {
    pipeline.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'descant-late-acme-salesforce',
      Namespace: 'Descant',
      MetricName: 'RunsSucceeded',
      Dimensions: [
        { Name: 'Customer', Value: 'acme' },
        { Name: 'Source', Value: 'salesforce' },
      ],
      Period: 240 * 60,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  test('a failed task is told with its code; time that was spent is no failure', () => {
    pipeline.hasResourceProperties('AWS::Events::Rule', {
      Name: 'descant-failed-tasks',
      EventPattern: {
        detail: Match.objectLike({
          $or: [
            { containers: { exitCode: [{ 'anything-but': [0, 75] }] } },
            { stopCode: ['TaskFailedToStart'] },
          ],
        }),
      },
    })
  })
})

describe('servers', () => {
  test('the database is encrypted, reached by tasks alone, and kept', () => {
    pipeline.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Snapshot',
      Properties: Match.objectLike({
        StorageEncrypted: true,
        PubliclyAccessible: false,
        DeletionProtection: true,
        MasterUserPassword: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
      }),
    })
    pipeline.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 5432,
      ToPort: 5432,
      SourceSecurityGroupId: Match.anyValue(),
    })
  })

  test('metrics that nobody wants cost nothing: no run writes them, and no alarm waits for them', () => {
    const template = Template.fromStack(
      makeApp({ ...everything, metrics: false }, project).pipeline,
    )
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2)
    expect(JSON.stringify(template.toJSON())).not.toContain('DESCANT_METRICS')
  })

  test('all metrics are for who asks for them, and alarms are the same', () => {
    const template = Template.fromStack(
      makeApp({ ...everything, metrics: 'all' }, project).pipeline,
    )
    expect(JSON.stringify(template.toJSON())).toContain('"Value":"emf-all"')
    const alarms = (one: Template) => one.findResources('AWS::CloudWatch::Alarm')
    expect(alarms(template)).toEqual(alarms(pipeline))
  })

  test('there is none that was not asked for', () => {
    const { database, search, spark, ...bare } = everything
    const template = Template.fromStack(makeApp(bare, project).pipeline)
    for (const type of [
      'RDS::DBInstance',
      'OpenSearchService::Domain',
      'EMRServerless::Application',
    ]) {
      template.resourceCountIs(`AWS::${type}`, 0)
      pipeline.resourceCountIs(`AWS::${type}`, 1)
    }
  })

  test.each([
    [{ kind: 'public' } as const, 'ENABLED'],
    [{ kind: 'nat' } as const, 'DISABLED'],
    [
      {
        kind: 'existing',
        vpcId: 'vpc-0123456789abcdef0',
        subnetIds: ['subnet-0123456789abcdef0'],
        availabilityZones: ['eu-central-1a'],
      } as const,
      'DISABLED',
    ],
  ])('%j: tasks let nobody in', (network, assigned) => {
    const { database, search, spark, ...bare } = everything
    const template = Template.fromStack(makeApp({ ...bare, network }, project).pipeline)
    template.resourceCountIs('AWS::EC2::NatGateway', network.kind === 'nat' ? 1 : 0)
    template.resourceCountIs('AWS::EC2::VPC', network.kind === 'existing' ? 0 : 1)
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0)
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: Match.objectLike({
        EcsParameters: Match.objectLike({
          NetworkConfiguration: {
            AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: assigned }),
          },
        }),
      }),
    })
  })
})

describe('the guides', () => {
  const guideOf = (name: string) =>
    readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), 'utf8')

  test('the policy that they show is the one that is deployed', () => {
    const policy = JSON.parse(/```json\n(.*?)```/s.exec(guideOf('your-own-bucket'))?.[1] ?? '')
    storage.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: policy.Sid,
            Effect: policy.Effect,
            Action: policy.Action,
            Condition: policy.Condition,
          }),
        ]),
      },
    })
  })

  test('the names that they use are those of the app', () => {
    const text = guideOf('deploy-to-aws') + guideOf('change-and-scale')
    const templates = JSON.stringify([storage.toJSON(), pipeline.toJSON()])
    const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string)
    expect(new Set(named(/cdk (?:deploy|destroy) (\S+)/g))).toEqual(
      new Set(['descant-storage', 'descant-pipeline']),
    )
    const names = [
      ...named(/--secret-id (\S+)/g),
      ...named(/--task-definition (\S+)/g),
      ...named(/--cluster (\S+)/g),
      ...named(/:role\/(\S+)/g),
      ...named(/Its log is in `(\S+)`/g),
      ...named(/amazonaws\.com\/(descant\/descant):/g),
    ]
    expect(new Set(names).size).toBeGreaterThan(5)
    for (const name of names) expect(templates).toContain(`"${name}"`)
  })
})
