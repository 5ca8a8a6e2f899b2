import { Fn, type Stack } from 'aws-cdk-lib'
import {
  GatewayVpcEndpointAwsService,
  type ISecurityGroup,
  type IVpc,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2'
import type { NetworkSettings } from '../deployment.ts'

/** Where tasks run, and what they and the servers beside them are let in by. */
export interface Network {
  readonly vpc: IVpc
  readonly subnetIds: readonly string[]
  readonly assignPublicIp: boolean
  /** Of tasks: out to anywhere, in from nowhere. */
  readonly tasks: ISecurityGroup
  /** Subnets without a way out, for servers; those of the tasks in a VPC of yours. */
  readonly serverSubnetIds: readonly string[]
}

const vpcOf = (stack: Stack, settings: NetworkSettings): IVpc => {
  if (settings.kind === 'existing') {
    const { vpcId, availabilityZones } = settings
    return Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId,
      availabilityZones: [...availabilityZones],
    })
  }
  const isPublic = settings.kind === 'public'
  return new Vpc(stack, 'Vpc', {
    // Named by the account at deployment: nothing is looked up while the app is made.
    availabilityZones: [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())],
    natGateways: isPublic ? 0 : 1,
    subnetConfiguration: [
      { name: 'public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false, cidrMask: 20 },
      ...(isPublic
        ? []
        : [{ name: 'tasks', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 }]),
      { name: 'servers', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
    // The lake's bytes stay inside AWS, and cost no gateway.
    gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
  })
}

/** The network of a deployment: a new one, or one that exists. */
export function network(stack: Stack, settings: NetworkSettings): Network {
  const vpc = vpcOf(stack, settings)
  const tasks = new SecurityGroup(stack, 'Tasks', {
    vpc,
    description: 'Tasks of the pipeline: out to anywhere, in from nowhere',
    allowAllOutbound: true,
  })
  if (settings.kind === 'existing') {
    const { subnetIds, assignPublicIp = false } = settings
    return { vpc, subnetIds, assignPublicIp, tasks, serverSubnetIds: subnetIds }
  }
  const assignPublicIp = settings.kind === 'public'
  const subnetGroupName = assignPublicIp ? 'public' : 'tasks'
  return {
    vpc,
    assignPublicIp,
    tasks,
    subnetIds: vpc.selectSubnets({ subnetGroupName }).subnetIds,
    serverSubnetIds: vpc.selectSubnets({ subnetGroupName: 'servers' }).subnetIds,
  }
}

/** The group of a server that tasks alone reach, at one port. */
export function serverGroup(stack: Stack, { vpc, tasks }: Network, name: string, port: number) {
  const group = new SecurityGroup(stack, `${name}Group`, {
    vpc,
    description: `${name}: tasks of the pipeline, and nobody else`,
    allowAllOutbound: false,
  })
  group.addIngressRule(tasks, Port.tcp(port), 'Tasks of the pipeline')
  return group
}
