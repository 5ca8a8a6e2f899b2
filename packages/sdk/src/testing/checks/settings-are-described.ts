import type { JsonSchema } from '@descant/sdk'
import { check, fail } from '../check.ts'

/** Names whose values are secrets wherever they are met. */
const secretName =
  /(?:^|_)(?:token|secret|password|passphrase|credentials|(?:api|private|access|secret|signing)_key)$/

const faultsIn = (schema: JsonSchema, path = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const own = path === '' ? name : `${path}.${name}`
    const isText = [property.type].flat().includes('string')
    return [
      ...(property.description ? [] : [`${own} has no description`]),
      ...(isText && secretName.test(name) && property.secret !== true
        ? [`${own} is a secret by its name, and not marked \`secret: true\``]
        : []),
      ...faultsIn(property, own),
    ]
  })

export const settingsAreDescribed = check(
  'every setting is described, every secret is marked',
  async ({ schema }: { readonly schema: JsonSchema }) => {
    const faults = faultsIn(schema)
    if (faults.length > 0) fail(`${faults.join('; ')}. \`--about\` shows what stands there.`)
  },
)
