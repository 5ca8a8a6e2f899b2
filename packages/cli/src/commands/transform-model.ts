import { ConfigError, type Ending } from '@descant/sdk'
import {
  defineModel,
  exchange,
  glueCatalog,
  type Model,
  modelSteps,
  readRates,
  standardModel,
  type TableCatalog,
} from '@descant/transform'
import { loadModel } from '../load-model.ts'
import { choiceOf, countOf, type Given } from '../zone-options.ts'

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

export const modelOption = {
  type: 'string',
  value: 'FILE',
  description: 'A module that exports the project’s own model. Default: the built-in one.',
} as const

/** The project's own model, or else the built-in one. */
export async function ownModelOf(given: Given): Promise<Model> {
  const file = textOf(given, 'model')
  return file === undefined ? standardModel : loadModel(file)
}

/** The model that a command line asks for, with the exchange rates that it gives. */
export async function modelOf(given: Given): Promise<Model> {
  const base = await ownModelOf(given)
  const [rates, to] = [textOf(given, 'rates'), textOf(given, 'reporting-currency')]
  if (rates === undefined && to === undefined) return base
  if (rates === undefined || to === undefined) {
    const missing = rates === undefined ? '--rates' : '--reporting-currency'
    throw new ConfigError([{ path: missing, message: 'is missing: the two go together' }])
  }
  const mostDaysOld = countOf(given, 'rates-most-days-old') ?? 0
  const step = exchange({ to, rates: await readRates(rates), mostDaysOld })
  return defineModel({ base, enrichments: [step] })
}

/** The catalog that a command line asks for. */
export function catalogOf(given: Given): { readonly catalog?: TableCatalog } {
  if (choiceOf(given, 'catalog', ['none', 'glue']) === 'none') return {}
  const [region, endpoint, databasePrefix] = [
    textOf(given, 'glue-region'),
    textOf(given, 'glue-endpoint'),
    textOf(given, 'glue-database-prefix'),
  ]
  return {
    catalog: glueCatalog({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(databasePrefix === undefined ? {} : { databasePrefix }),
    }),
  }
}

/** Tells what a model does. */
export function tellSteps(model: Model, isJson: boolean): Ending {
  const steps = modelSteps(model)
  const lines = steps.map(({ table, step, what }) => `${table}: ${step} ${what}\n`)
  process.stdout.write(isJson ? `${JSON.stringify(steps)}\n` : lines.join(''))
  return { exitCode: 0 }
}
