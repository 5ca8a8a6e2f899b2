import { parseArgs } from 'node:util'
import type { Bench, BenchSize } from './bench.ts'
import { thousands } from './thousands.ts'

/** The command line cannot be understood; says how it should be. */
export class UsageError extends Error {}

const usageOf = (benches: Readonly<Record<string, Bench>>): string => {
  const lines = Object.entries(benches).map(([name, { description, size }]) => {
    return `  ${name} (${thousands(size.records)} records, ${size.runs} runs)\n    ${description}`
  })
  return `npm run bench -- NAME [--records N] [--runs K]\n\n${lines.join('\n')}`
}

const counting = (option: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${option} must be a number of 1 or more`)
  return Number(text)
}

/** What the command line asks for. */
export interface BenchRequest {
  readonly name: string
  readonly bench: Bench
  readonly size: BenchSize
}

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: { records: { type: 'string' }, runs: { type: 'string' } },
      allowPositionals: true,
    })
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause })
  }
}

/**
 * Reads the command line, as `tap-target --records 100000 --runs 1`.
 * @throws {UsageError} where it names no bench, or a size that is none.
 */
export function parseCommandLine(
  args: readonly string[],
  benches: Readonly<Record<string, Bench>>,
): BenchRequest {
  const { values, positionals } = parsed(args)
  const [name = '', ...others] = positionals
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
  if (!bench || others.length > 0) throw new UsageError(usageOf(benches))
  return {
    name,
    bench,
    size: {
      records: counting('records', values.records, bench.size.records),
      runs: counting('runs', values.runs, bench.size.runs),
    },
  }
}
