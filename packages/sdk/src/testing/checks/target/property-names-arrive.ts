import { check } from '../../check.ts'
import { recordStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

/** Names that trip code which puts records together anew, or which writes them into a query. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '10',
  '2',
  'with space',
  'with-dash',
  'with.dot',
  'with:colon!and?more',
  'quote"and\'quote',
  'select',
  'größe',
  '',
]

const withNames = (prefix: string) =>
  names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(prefix + name)}`).join(',')

export const propertyNamesArrive = check(
  'properties of any name arrive',
  async (trial: TargetTrial) => {
    const within = trial.stream('names', { id: { type: 'integer' }, within: { type: 'object' } })
    await trial.expectArrival(within, (own) => [
      recordStep(own, `{"id":1,"within":{${withNames('a ')}}}`),
      recordStep(own, `{"id":2,"within":{${withNames('b ')}}}`),
    ])
    const columns = names.filter((name) => name !== '' && name !== '__proto__')
    const properties = Object.fromEntries(columns.map((name) => [name, { type: 'string' }]))
    const top = trial.stream('columns', { id: { type: 'integer' }, ...properties })
    const record = Object.fromEntries(columns.map((name) => [name, `value of ${name}`]))
    await trial.expectArrival(top, (own) => [recordStep(own, { id: 1, ...record })])
  },
)
