import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnDBInstance, CfnDBParameterGroup, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds'
import type { DatabaseSettings } from '../deployment.ts'
import { type Network, serverGroup } from '../network/network.ts'
import { credentials } from './credentials.ts'
import { type ServerAccess, serverAccess } from './server-access.ts'

/**
 * A PostgreSQL for the tables of all customers, each in a schema of its own: encrypted, reached by
 * tasks alone and by TLS alone, kept for two weeks of backups, and not deleted with the stack.
 *
 * In the project: `postgres://${env:DATABASE_USER}:${env:DATABASE_PASSWORD}@${env:DATABASE_HOST}/descant?sslmode=verify-full&sslrootcert=/project/rds.pem`.
 */
export function database(
  stack: Stack,
  name: string,
  network: Network,
  key: IKey,
  settings: DatabaseSettings,
): ServerAccess {
  const master = credentials(stack, 'DatabaseUser', {
    secretName: `${name}/database`,
    username: 'descant',
    key,
  })
  const subnets = new CfnDBSubnetGroup(stack, 'DatabaseSubnets', {
    dbSubnetGroupDescription: `Servers of ${name}`,
    subnetIds: [...network.serverSubnetIds],
  })
  const parameters = new CfnDBParameterGroup(stack, 'DatabaseParameters', {
    family: 'postgres17',
    description: 'TLS alone',
    parameters: { 'rds.force_ssl': '1' },
  })
  const group = serverGroup(stack, network, 'Database', 5432)
  const instance = new CfnDBInstance(stack, 'Database', {
    dbInstanceIdentifier: name,
    dbName: 'descant',
    engine: 'postgres',
    engineVersion: '17.6',
    dbInstanceClass: `db.${settings.instanceType}`,
    allocatedStorage: String(settings.storageGib),
    storageType: 'gp3',
    storageEncrypted: true,
    kmsKeyId: key.keyArn,
    multiAz: settings.multiAz ?? false,
    publiclyAccessible: false,
    dbSubnetGroupName: subnets.ref,
    vpcSecurityGroups: [group.securityGroupId],
    dbParameterGroupName: parameters.ref,
    masterUsername: master.secretValueFromJson('username').unsafeUnwrap(),
    masterUserPassword: master.secretValueFromJson('password').unsafeUnwrap(),
    backupRetentionPeriod: 14,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    autoMinorVersionUpgrade: true,
    enableCloudwatchLogsExports: ['postgresql'],
  })
  instance.applyRemovalPolicy(RemovalPolicy.SNAPSHOT)
  return serverAccess('DATABASE', instance.attrEndpointAddress, master)
}
