import { wordsOfError } from '../words-of-error.ts'

/** What one look at a project found. */
export interface Finding {
  /** What was looked at, as `acme/shop credentials`. */
  readonly subject: string
  readonly outcome: 'ok' | 'warning' | 'failed'
  /** What was found, and what to do where it is not well. */
  readonly words: string
  /** What the process ends with where it failed. @default 1 */
  readonly exitCode?: number
}

/** A look that throws has failed: with what it says, where it is meant for a person. */
export async function check(subject: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { subject, outcome: 'ok', words: await look() }
  } catch (error) {
    const { exitCode } = error as { exitCode?: unknown }
    return {
      subject,
      outcome: 'failed',
      words: wordsOfError(error),
      ...(typeof exitCode === 'number' ? { exitCode } : {}),
    }
  }
}
