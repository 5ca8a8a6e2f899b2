import { ConfigError } from '@descant/sdk'

/** What an error says, for a place that tells already what is looked at: of a config, what is wrong. */
export const wordsOfError = (error: unknown): string => {
  if (error instanceof ConfigError) {
    return error.issues.map(({ path, message }) => `${path}: ${message}`).join('; ')
  }
  return error instanceof Error ? error.message : String(error)
}
