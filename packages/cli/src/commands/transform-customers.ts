import { totalmem } from 'node:os'
import { type Ending, exitCodes, type ProcessContext } from '@descant/sdk'
import { type CustomerEnding, runCustomers } from '../customers/run-customers.ts'
import { environmentName } from '../environment.ts'
import { combineExitCodes } from '../run/combine-exit-codes.ts'
import { tellLine } from '../run/programs/tell-line.ts'

/** What the customers of one command line share. */
export interface ManyCustomers {
  readonly customers: readonly string[]
  /** How many at once. */
  readonly jobs: number
  /** Whether each process is told how much memory it may take by the command line itself. */
  readonly hasMemoryLimit: boolean
  readonly isJson: boolean
}

/** The options that the process of one customer is not given. */
const ownOptions = ['customer', 'jobs']

/** Of the machine's memory, what the engines of all processes together may take. */
const memoryShare = 0.6

/**
 * `descant transform` for several customers: a process each. Where some fail and others do not, the
 * command ends with 4.
 */
export async function transformCustomers(
  { customers, jobs, hasMemoryLimit, isJson }: ManyCustomers,
  { args, environment, signal, log }: ProcessContext,
): Promise<Ending> {
  const shared = withoutOptions(args, ownOptions)
  const limit = hasMemoryLimit ? [] : ['--memory-limit-mib', String(memoryOfEach(jobs))]
  const inherited = Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !ownOptions.some((option) => environmentName(option) === name),
    ),
  )
  const endings = await runCustomers(
    customers.map((customer) => ({
      customer,
      file: process.execPath,
      args: [
        ...process.execArgv,
        process.argv[1] ?? '',
        ...shared,
        ...limit,
        '--customer',
        customer,
      ],
      env: inherited,
      cwd: process.cwd(),
    })),
    {
      jobs,
      signal,
      onOutput: (customer, output) => {
        process.stdout.write(isJson ? output : `${customer}:\n${output.replace(/^(?=.)/gm, '  ')}`)
      },
      onLine: (customer, line) => tellLine(log, line, { customer }),
    },
  )
  return endingOf(customers.length, endings)
}

/** A command line without some of its options. */
export function withoutOptions(args: readonly string[], names: readonly string[]): string[] {
  const kept: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string
    const name = names.find((one) => arg === `--${one}` || arg.startsWith(`--${one}=`))
    if (name === undefined) kept.push(arg)
    else if (arg === `--${name}`) index++
  }
  return kept
}

function memoryOfEach(jobs: number): number {
  const most = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem())
  return Math.max(256, Math.floor((most * memoryShare) / jobs / 2 ** 20))
}

/** How a run over customers ended: 0 where all are done, 4 where some are, else what they ended with. */
export function endingOf(customers: number, endings: readonly CustomerEnding[]): Ending {
  const failed = endings.filter(({ exitCode }) => exitCode !== exitCodes.done)
  const left = customers - endings.length
  if (failed.length === 0 && left === 0) return { exitCode: exitCodes.done }
  const words = failed.map(({ customer, exitCode }) => `${customer} (exit code ${exitCode})`)
  const message = [
    ...(words.length > 0 ? [`These customers failed: ${words.join(', ')}.`] : []),
    ...(left > 0 ? [`${left} of ${customers} customers were not begun.`] : []),
    'What was done for the others stands; run these again.',
  ].join(' ')
  const exitCode = combineExitCodes(endings.map(({ exitCode }) => exitCode))
  return { exitCode: exitCode === exitCodes.done ? exitCodes.partial : exitCode, message }
}
