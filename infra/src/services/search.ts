import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnDomain } from 'aws-cdk-lib/aws-opensearchservice'
import type { SearchSettings } from '../deployment.ts'
import { type Network, serverGroup } from '../network/network.ts'
import { credentials } from './credentials.ts'
import { type ServerAccess, serverAccess } from './server-access.ts'

/**
 * An OpenSearch domain for the profiles, in the VPC: encrypted at rest and between nodes, TLS 1.2,
 * reached by tasks alone, with a user of its own instead of an open access policy.
 *
 * In the project: `https://${env:SEARCH_USER}:${env:SEARCH_PASSWORD}@${env:SEARCH_HOST}`.
 */
export function search(
  stack: Stack,
  name: string,
  network: Network,
  key: IKey,
  { instanceType, instances, storageGib }: SearchSettings,
): ServerAccess {
  const master = credentials(stack, 'SearchUser', {
    secretName: `${name}/search`,
    username: 'descant',
    key,
  })
  const zones = Math.min(instances, 2)
  const domain = new CfnDomain(stack, 'Search', {
    domainName: name,
    engineVersion: 'OpenSearch_2.19',
    clusterConfig: {
      instanceType,
      instanceCount: instances,
      zoneAwarenessEnabled: zones > 1,
      ...(zones > 1 ? { zoneAwarenessConfig: { availabilityZoneCount: zones } } : {}),
    },
    ebsOptions: { ebsEnabled: true, volumeType: 'gp3', volumeSize: storageGib },
    encryptionAtRestOptions: { enabled: true, kmsKeyId: key.keyArn },
    nodeToNodeEncryptionOptions: { enabled: true },
    domainEndpointOptions: {
      enforceHttps: true,
      tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10',
    },
    vpcOptions: {
      subnetIds: network.serverSubnetIds.slice(0, zones),
      securityGroupIds: [serverGroup(stack, network, 'Search', 443).securityGroupId],
    },
    advancedSecurityOptions: {
      enabled: true,
      internalUserDatabaseEnabled: true,
      masterUserOptions: {
        masterUserName: master.secretValueFromJson('username').unsafeUnwrap(),
        masterUserPassword: master.secretValueFromJson('password').unsafeUnwrap(),
      },
    },
  })
  domain.applyRemovalPolicy(RemovalPolicy.RETAIN)
  return serverAccess('SEARCH', domain.attrDomainEndpoint, master)
}
