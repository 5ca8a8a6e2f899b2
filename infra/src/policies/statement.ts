import { Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam'

/** What a statement says, with a name that an auditor and `wildcardReasons` know it by. */
export type NamedStatement = Omit<PolicyStatementProps, 'sid' | 'effect'>

/** A statement that allows. */
export const allow = (sid: string, statement: NamedStatement): PolicyStatement =>
  new PolicyStatement({ sid, effect: Effect.ALLOW, ...statement })

/** A statement that refuses, whatever others allow. */
export const deny = (sid: string, statement: NamedStatement): PolicyStatement =>
  new PolicyStatement({ sid, effect: Effect.DENY, ...statement })
