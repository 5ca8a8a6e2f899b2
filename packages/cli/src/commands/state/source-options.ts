import type { OptionSpecs } from '@descant/sdk'
import { projectOption } from '../run/run-options.ts'

/** The options by which a command is told which source's STATE is meant. */
export const sourceOptions = {
  ...projectOption,
  source: { type: 'string', value: 'CUSTOMER/SOURCE', description: 'Whose STATE it is.' },
} as const satisfies OptionSpecs
