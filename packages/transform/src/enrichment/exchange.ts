import { TransformError } from '../errors.ts'
import { orders } from '../model/entities/orders.ts'
import {
  choose,
  day,
  type Expression,
  exchanged,
  firstOf,
  isOneOf,
  isThere,
  joined,
  literal,
  lookUp,
  nothing,
} from '../model/expression.ts'
import { defineEnrichment } from './define-enrichment.ts'

/** What one unit of a currency was worth in another on a day. */
export interface Rate {
  /** ISO 8601, UTC. */
  readonly date: string
  /** ISO 4217. */
  readonly from: string
  readonly to: string
  /** A decimal text of at most 8 digits before the point and 10 after it: `1.0876`. */
  readonly rate: string
}

export interface ExchangeOptions {
  /** The currency of reports, ISO 4217. */
  readonly to: string
  /** Rates into it; those into other currencies are passed over. */
  readonly rates: Iterable<Rate>
  /**
   * How many days a rate holds where no newer one is given, as over a weekend.
   * @default 0, a rate holds on its own day
   */
  readonly mostDaysOld?: number
}

/**
 * Amounts of orders in the currency of reports, at the rate of the day on which they were placed.
 * Amounts are exact, rounded half away from zero once. Without a rate there is no amount, and a
 * quality rule says how many: a rate is never guessed, turned round or taken from a later day.
 *
 * @throws {TransformError} `TRANSFORM_RATES` that names what is wrong with the rates.
 * @example
 * exchange({ to: 'EUR', rates: await readRates('rates.csv'), mostDaysOld: 4 })
 */
export function exchange(options?: ExchangeOptions) {
  return defineEnrichment({
    name: 'exchange',
    doc: 'Amounts of orders in the currency of reports.',
    entity: orders,
    columns: {
      reporting_currency: {
        type: 'string',
        doc: 'Currency of reports, ISO 4217; null in a project that gives no exchange rates.',
      },
      exchange_rate: {
        type: 'decimal(18,10)',
        doc: 'What one unit of `currency` was worth in it on the day of the order; null without a rate.',
      },
      reporting_total_price: {
        type: 'decimal(18,2)',
        doc: '`total_price` by `exchange_rate`, rounded half up; null without a rate.',
      },
    },
    quality:
      options === undefined
        ? []
        : [{ kind: 'complete', column: 'exchange_rate', where: ['currency', 'total_price'] }],
    values: (order) => {
      if (options === undefined) {
        return {
          reporting_currency: nothing,
          exchange_rate: nothing,
          reporting_total_price: nothing,
        }
      }
      const rates = { name: 'exchange_rates', entries: ratesByDay(options), grows: true } as const
      const placed = firstOf(day(order.processed_at), day(order.created_at))
      const rate: Expression = choose(
        [{ when: isOneOf(order.currency, [options.to]), gives: literal('1') }],
        lookUp(joined([placed, order.currency], ' '), rates),
      )
      return {
        reporting_currency: choose([{ when: isThere(order.order_id), gives: literal(options.to) }]),
        exchange_rate: rate,
        reporting_total_price: exchanged(order.total_price, rate),
      }
    },
  })
}

const dayMilliseconds = 24 * 60 * 60 * 1000

/** `2026-11-23 USD` and the rate, for each day that one holds. */
export function ratesByDay({ to, rates, mostDaysOld = 0 }: ExchangeOptions): Map<string, string> {
  const byCurrency = new Map<string, Map<string, string>>()
  for (const rate of rates) {
    checkRate(rate)
    if (rate.to !== to) continue
    const days = byCurrency.get(rate.from) ?? new Map<string, string>()
    const known = days.get(rate.date)
    if (known !== undefined && known !== rate.rate) {
      throw wrongRates(`there are two rates from ${rate.from} to ${to} on ${rate.date}`)
    }
    byCurrency.set(rate.from, days.set(rate.date, rate.rate))
  }
  const held = new Map<string, string>()
  for (const [currency, days] of byCurrency) {
    for (const [date, rate] of days) {
      held.set(`${date} ${currency}`, rate)
      for (let later = 1; later <= mostDaysOld; later++) {
        const next = new Date(Date.parse(date) + later * dayMilliseconds).toISOString().slice(0, 10)
        if (days.has(next)) break
        held.set(`${next} ${currency}`, rate)
      }
    }
  }
  return held
}

function checkRate({ date, from, to, rate }: Rate): void {
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    !Number.isNaN(Date.parse(date)) &&
    new Date(date).toISOString().startsWith(date)
  if (!isDay) throw wrongRates(`${date} is no date as 2026-11-23`)
  const strange = [from, to].find((currency) => !/^[A-Z]{3}$/.test(currency))
  if (strange !== undefined) throw wrongRates(`${strange} is no currency as EUR`)
  if (!/^\d{1,8}(?:\.\d{1,10})?$/.test(rate) || Number(rate) === 0) {
    throw wrongRates(
      `the rate ${rate} from ${from} to ${to} on ${date} must be above 0, with at most 8 digits before the point and 10 after it`,
    )
  }
}

/** What a person must mend in a table of rates. */
export const wrongRates = (what: string): TransformError =>
  new TransformError('TRANSFORM_RATES', `The exchange rates are wrong: ${what}.`, { exitCode: 2 })
