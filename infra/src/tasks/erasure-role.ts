import { Duration, type Stack } from 'aws-cdk-lib'
import { AccountRootPrincipal, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'

/** The role that may remove what a customer's zones hold. */
export const erasureRoleName = (deployment: string, customer: string): string =>
  `${deployment}-${customer}-erasure`

/**
 * A role for people, taken for an hour with a second factor, by which a person's data is removed for
 * good: `descant erase`, and the versions of objects. No task has these permissions.
 */
export function erasureRole(
  stack: Stack,
  roleName: string,
  statements: readonly PolicyStatement[],
): Role {
  const role = new Role(stack, `Erasure-${roleName}`, {
    roleName,
    description: 'Removes what the zones of a customer hold of a person',
    assumedBy: new AccountRootPrincipal().withConditions({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    }),
    maxSessionDuration: Duration.hours(1),
  })
  for (const statement of statements) role.addToPolicy(statement)
  return role
}
