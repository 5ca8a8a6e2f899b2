/** Something that a person should know of, told once. It holds no value of any record. */
export interface Alert {
  /** What kind of thing happened. */
  readonly kind:
    | 'schema-drift'
    | 'dead-letter-kind'
    | 'dead-letter-volume'
    | 'run-failed'
    | 'data-late'
  /** Of what goes on until it is mended: whether it is, in the words of Alertmanager. */
  readonly status?: 'firing' | 'resolved'
  readonly customer: string
  readonly provider: string
  /** Undefined where it concerns all streams. */
  readonly stream?: string
  /** What is told once: an alert with the same subject is not told again. */
  readonly subject: string
  readonly title: string
  /** The facts, a line each. */
  readonly lines: readonly string[]
  /** What the reader is to do. */
  readonly remedy: string
}

/** How a webhook wants to be told: as facts for a program, or as a message in Slack. */
export type AlertFormat = 'json' | 'slack'

export const alertFormats: readonly [AlertFormat, ...AlertFormat[]] = ['json', 'slack']

/** A message longer than this is cut by Slack, and read by nobody. */
const mostLines = 30

/** The body of the request that tells an alert. */
export function alertBody(alert: Alert, format: AlertFormat, at: Date): string {
  const { kind, status, customer, provider, stream, title, remedy } = alert
  const rest = alert.lines.length - mostLines
  const lines = [...alert.lines.slice(0, mostLines), ...(rest > 0 ? [`… and ${rest} more`] : [])]
  if (format === 'json') {
    const of = { customer, provider, ...(stream === undefined ? {} : { stream }) }
    const what = { kind, ...(status === undefined ? {} : { status }) }
    return JSON.stringify({ ...what, ...of, title, lines, remedy, at: at.toISOString() })
  }
  const block = lines.length > 0 ? `\n\`\`\`\n${lines.map(slackText).join('\n')}\n\`\`\`` : ''
  const text = `*${slackText(title)}*${block}\n${slackText(remedy)}`
  return JSON.stringify({
    text: slackText(title),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 2900) } }],
  })
}

/** https://api.slack.com/reference/surfaces/formatting: three characters are Slack's own. */
const slackText = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('```', "'''")
