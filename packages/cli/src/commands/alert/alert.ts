import {
  type Alert,
  type AlertOutcome,
  alertFormats,
  deadLetterKind,
  newKindAlert,
  readLetters,
  readRegistries,
  readValidation,
  schemaAlerts,
  sendAlert,
  volumeAlert,
} from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { timeOf } from '../../time-option.ts'
import {
  choiceOf,
  countOf,
  formatOption,
  reach,
  requireOptions,
  zoneOptions,
} from '../../zone-options.ts'

const usualLimit = 1000

type Zones = ReturnType<typeof openZones<'state' | 'dead-letters'>>

/** Alerts of the dead letters that came since a time: a new kind each, and too many a day. */
const letterAlerts = async (zones: Zones, since: Date, limit: number): Promise<Alert[]> => {
  const { customer, state } = zones
  const kinds = new Map<string, Alert>()
  const days = new Map<string, { provider: string; day: string; letters: number }>()
  for await (const { letter } of readLetters(zones['dead-letters'], customer, { since })) {
    const alert = newKindAlert(deadLetterKind(letter))
    kinds.set(`${letter.provider} ${alert.subject}`, alert)
    const day = letter.first_failed_at.slice(0, 10)
    const place = `${letter.provider} ${day}`
    const known = days.get(place) ?? { provider: letter.provider, day, letters: 0 }
    days.set(place, { ...known, letters: known.letters + 1 })
  }
  const counts = await readValidation(state, customer, {
    from: since.toISOString().slice(0, 10),
    to: '9999-12-31',
  })
  const volumes = [...days.values()]
    .filter(({ letters }) => letters > limit)
    .map(({ provider, day, letters }) => {
      const rows = counts.filter((row) => row.provider === provider && row.day === day)
      const records = rows.reduce((sum, row) => sum + row.records, 0)
      return volumeAlert({ customer, provider }, day, { letters, records, limit })
    })
  return [...kinds.values(), ...volumes]
}

/** `descant alert`: tells what a person should know of, each thing once. */
export const alert = defineCommand({
  name: 'alert',
  summary:
    'tells a webhook of changed schemas, new kinds of dead letters and many of them, each once.',
  options: {
    ...reach,
    state: zoneOptions.state,
    'dead-letters': zoneOptions['dead-letters'],
    'alert-url': {
      type: 'string',
      value: 'URL',
      description: 'The webhook. Better in DESCANT_ALERT_URL.',
    },
    'alert-format': {
      type: 'string',
      value: 'json|slack',
      description: 'What it understands. Default: json.',
    },
    'alert-dead-letters': {
      type: 'string',
      value: 'N',
      description: `More dead letters than this in a day are told. Default: ${usualLimit}.`,
    },
    since: { type: 'string', value: 'TIME', description: 'Dead letters since then. Default: 24h.' },
    ...formatOption,
  },
  examples: ['DESCANT_ALERT_URL=https://hooks.slack.com/… descant alert --alert-format slack'],
  async run(options, { environment, hide }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const zones = openZones(options, environment, ['state', 'dead-letters'])
    const { 'alert-url': url } = requireOptions(options, environment, ['alert-url'])
    hide([url])
    const limit = countOf(options, 'alert-dead-letters') ?? usualLimit
    const since = timeOf(options.since ?? '24h', 'since', new Date()) as Date
    const target = { url, format: choiceOf(options, 'alert-format', alertFormats) }
    const registries = await readRegistries(zones.state, zones.customer)
    const alerts = [
      ...registries.flatMap((one) => schemaAlerts(one)),
      ...(await letterAlerts(zones, since, limit)),
    ]
    const counts: Record<AlertOutcome, number> = { sent: 0, known: 0, failed: 0 }
    for (const one of alerts) counts[await sendAlert(zones.state, target, one)]++
    const { sent, known, failed } = counts
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(counts)}\n`
        : `${alerts.length} alerts = ${sent} sent + ${known} told before + ${failed} failed\n`,
    )
    if (failed === 0) return { exitCode: 0 }
    const message = `${failed} alerts could not be sent: check that the webhook can be reached and answers 2xx, and run again.`
    return { exitCode: 1, message }
  },
})
