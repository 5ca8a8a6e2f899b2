import { ConfigError } from '@descant/sdk'

/** The sources that `--source-type NAME=TYPE` names. @throws {ConfigError} for any other form. */
export const sourceTypesOf = (given: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    given.map((text) => {
      const [name, type, ...rest] = text.split('=')
      if (name && type && rest.length === 0) return [name, type]
      const message = `must be NAME=TYPE, as my-shop=shopify, and not ${text}`
      throw new ConfigError([{ path: '--source-type', message }])
    }),
  )

export const sourceTypeOption = {
  type: 'string',
  multiple: true,
  value: 'NAME=TYPE',
  description: 'Which kind a provider is, where its name does not say so, as my-shop=shopify.',
} as const
