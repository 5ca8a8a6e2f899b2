import { randomBytes } from 'node:crypto'
import { openStore } from '@descant/lake'
import { TransformError } from '../errors.ts'
import { addSplit } from '../identity/splits.ts'
import { type ExplainOptions, explainProfile } from './explain-profile.ts'

export interface SplitOptions extends ExplainOptions {
  /** The records that are of another person, by their nodes: `explainProfile` tells them. */
  readonly nodes: readonly string[]
  /** Takes an earlier split of these records back, and the profile need not have them. @default false */
  readonly isUndone?: boolean
  /** Why, for those who audit. */
  readonly reason?: string
}

/**
 * Decides that some records of a profile are of another person. From the next run on they are a
 * profile of their own, and nothing that they share with others makes them one again, until the
 * decision is taken back. The profile keeps its id where its oldest record stays.
 *
 * @throws {TransformError} `TRANSFORM_NO_PROFILE`; `TRANSFORM_SPLIT` where a record is not of the
 *   profile, or none would be left in it.
 * @example
 * await splitProfile({ ...zones, profileId: 'p_1f3a…', nodes: ['c:shopify:2'], reason: 'two sisters' })
 */
export async function splitProfile(options: SplitOptions): Promise<void> {
  const { customer, nodes, isUndone = false, reason, now = () => new Date() } = options
  if (nodes.length === 0) throw refusal('Name at least one record to split off.')
  if (!isUndone) {
    const { nodes: known } = await explainProfile(options)
    const strange = nodes.filter((node) => !known.includes(node))
    if (strange.length > 0) {
      throw refusal(
        `${strange.join(', ')} is not of the profile ${options.profileId}. Its records are ${known.join(', ')}.`,
      )
    }
    if (new Set(nodes).size === known.length) {
      throw refusal(`No record would be left in the profile ${options.profileId}: name fewer.`)
    }
  }
  await addSplit(openStore(options.state, options.s3), customer, {
    decided_at: now().toISOString(),
    split: isUndone ? null : randomBytes(8).toString('hex'),
    nodes: [...nodes],
    ...(reason === undefined ? {} : { reason }),
  })
}

const refusal = (message: string) => new TransformError('TRANSFORM_SPLIT', message, { exitCode: 2 })
