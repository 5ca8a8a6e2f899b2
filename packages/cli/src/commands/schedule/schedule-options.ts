import type { OptionSpecs } from '@descant/sdk'
import { projectOption } from '../run/run-options.ts'

/** The options of every command about schedules. */
export const scheduleOptions = {
  ...projectOption,
  customer: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    description: 'Only this customer; again for more.',
  },
} as const satisfies OptionSpecs
