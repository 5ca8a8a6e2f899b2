import { Duration, type Stack } from 'aws-cdk-lib'
import type { IRepository } from 'aws-cdk-lib/aws-ecr'
import {
  Capability,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
  type Secret,
} from 'aws-cdk-lib/aws-ecs'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { TaskSize } from '../deployment.ts'

export interface PipelineTaskProps {
  readonly family: string
  /** What follows `descant`. */
  readonly command: readonly string[]
  readonly size: TaskSize
  readonly image: { readonly repository: IRepository; readonly version: string }
  readonly architecture: 'arm64' | 'x86_64'
  readonly taskRole: Role
  readonly executionRole: Role
  readonly logGroup: ILogGroup
  readonly environment: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, Secret>>
}

/** Node beside DuckDB: what of a task's memory is not for tables, in MiB. */
const memoryOfNode = 512

/** A run ends itself in 28 minutes, and goes on in the next task: none lives for more than half an hour. */
const runSeconds = 28 * 60

/**
 * A Fargate task that runs one `descant` command: not root, on a root that cannot be written, with
 * no capability, `/tmp` on the task's own storage, and two minutes to end in after SIGTERM.
 */
export function pipelineTask(stack: Stack, id: string, props: PipelineTaskProps) {
  const { size, image, architecture } = props
  const task = new FargateTaskDefinition(stack, id, {
    family: props.family,
    cpu: size.cpu,
    memoryLimitMiB: size.memoryMib,
    // What Fargate gives without being asked is 20 GiB, and it takes no smaller wish than 21.
    ...(size.storageGib && size.storageGib > 20 ? { ephemeralStorageGiB: size.storageGib } : {}),
    // Roles say what they allow in one place: nothing that is attached here adds to it.
    taskRole: props.taskRole.withoutPolicyUpdates(),
    executionRole: props.executionRole.withoutPolicyUpdates(),
    runtimePlatform: {
      operatingSystemFamily: OperatingSystemFamily.LINUX,
      cpuArchitecture: architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
    },
    volumes: [{ name: 'tmp' }],
  })
  const linuxParameters = new LinuxParameters(stack, `${id}Linux`, { initProcessEnabled: true })
  linuxParameters.dropCapabilities(Capability.ALL)
  const container = task.addContainer('descant', {
    containerName: 'descant',
    image: ContainerImage.fromEcrRepository(image.repository, image.version),
    command: [...props.command],
    user: '10001:10001',
    readonlyRootFilesystem: true,
    linuxParameters,
    stopTimeout: Duration.seconds(120),
    healthCheck: {
      command: ['CMD', 'descant', 'health'],
      interval: Duration.seconds(60),
      timeout: Duration.seconds(15),
      startPeriod: Duration.seconds(60),
      retries: 3,
    },
    environment: {
      ...props.environment,
      DESCANT_MAX_DURATION_SECONDS: String(runSeconds),
      DESCANT_MEMORY_LIMIT_MIB: String(Math.max(256, size.memoryMib - memoryOfNode)),
    },
    secrets: { ...props.secrets },
    logging: LogDrivers.awsLogs({ logGroup: props.logGroup, streamPrefix: props.family }),
  })
  container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false })
  return task
}
