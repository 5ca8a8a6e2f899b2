const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

interface Field {
  readonly name: string
  readonly first: number
  readonly last: number
  readonly words?: readonly string[]
}

const minute: Field = { name: 'minutes', first: 0, last: 59 }
const hour: Field = { name: 'hours', first: 0, last: 23 }
const dayOfMonth: Field = { name: 'days of the month', first: 1, last: 31 }
const month: Field = { name: 'months', first: 1, last: 12, words: months }
/** Cron counts from Sunday, which is 0 and 7; EventBridge's Sunday is 1, so names are given to it. */
const dayOfWeek: Field = { name: 'days of the week', first: 0, last: 7, words: days }

function numberOf(text: string, { name, first, last, words }: Field): number {
  const word = words?.indexOf(text.toUpperCase()) ?? -1
  const number = word >= 0 ? word + (words === months ? 1 : 0) : Number(text)
  if (/^\d+$/.test(text) === word >= 0 || !(number >= first && number <= last)) {
    throw new Error(`${JSON.stringify(text)} is none of the ${name} that EventBridge can be told`)
  }
  return number
}

/** Every value that a field names, or undefined for all of them. */
function valuesOf(text: string, field: Field): number[] | undefined {
  if (text === '*' || text === '?') return undefined
  const values = text.split(',').flatMap((part) => {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? []
    const [from, to] = range === '*' ? [] : range.split('-')
    const low = from === undefined ? field.first : numberOf(from, field)
    const end = from === undefined || (to === undefined && step) ? field.last : low
    const high = to === undefined ? end : numberOf(to, field)
    const width = step === undefined ? 1 : Number(step)
    if (range === '' || width < 1 || high < low) {
      throw new Error(`${JSON.stringify(part)} names no ${field.name}`)
    }
    const count = Math.floor((high - low) / width) + 1
    return Array.from({ length: count }, (_, index) => low + index * width)
  })
  return [...new Set(values)].sort((a, b) => a - b)
}

const written = (values: readonly number[] | undefined): string => values?.join(',') ?? '*'

/**
 * A cron expression as EventBridge Scheduler takes it: six fields, the year last, days of the week
 * by name, and a `?` for the kind of day that does not choose. Steps and ranges are written out, so
 * that nothing depends on how EventBridge counts.
 *
 * @throws {Error} for what EventBridge cannot do: seconds, and days of the month together with days of
 *   the week, where cron runs on either.
 * @example
 * awsCron('0 2 * * 1-5') // 'cron(0 2 ? * MON,TUE,WED,THU,FRI *)'
 */
export function awsCron(expression: string): string {
  const fields = expression.trim().split(/\s+/)
  const [seconds, ...rest] = fields.length === 6 ? fields : ['0', ...fields]
  if (rest.length !== 5) throw new Error(`${JSON.stringify(expression)} has not five or six fields`)
  if (seconds !== '0' && seconds !== '00') {
    throw new Error(`${JSON.stringify(expression)} asks for seconds; EventBridge knows minutes`)
  }
  const [minutes = '', hours = '', ofMonth = '', inMonths = '', ofWeek = ''] = rest
  const monthDays = valuesOf(ofMonth, dayOfMonth)
  const weekDays = valuesOf(ofWeek, dayOfWeek)?.map((day) => days[day % 7])
  if (monthDays && weekDays) {
    throw new Error(
      `${JSON.stringify(expression)} chooses days of the month and of the week; EventBridge takes one of them: make two sources of it, or choose`,
    )
  }
  const named = weekDays && [...new Set(weekDays)].join(',')
  return `cron(${[
    written(valuesOf(minutes, minute)),
    written(valuesOf(hours, hour)),
    named ? '?' : written(monthDays),
    written(valuesOf(inMonths, month)),
    named ?? '?',
    '*',
  ].join(' ')})`
}
