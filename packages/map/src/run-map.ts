import { open as openFile } from 'node:fs/promises'
import { addAbortSignal, type Readable } from 'node:stream'
import { ConfigError, exitCodes, parseOptions, runProcess } from '@descant/sdk'
import { answer, name, options } from './about.ts'
import { compileConfig } from './config/compile-config.ts'
import { readConfig } from './config/read-config.ts'
import { mapMessages } from './map-messages.ts'
import { Mapper } from './mapper.ts'

const open = async (file: string | undefined): Promise<Readable> => {
  if (file === undefined) return process.stdin
  try {
    return (await openFile(file)).createReadStream()
  } catch (cause) {
    const message = `it cannot be read (${(cause as NodeJS.ErrnoException).code})`
    throw new ConfigError([{ path: `--input ${file}`, message }], { cause })
  }
}

/** Runs the mapper as the process: what its bin calls. Messages go from stdin to stdout. */
export function runMap(): Promise<void> {
  return runProcess(name, async ({ log, signal, hide, args, environment }) => {
    const asked = parseOptions(options, args)
    const words = answer(asked)
    if (words !== undefined) {
      process.stdout.write(words)
      return { exitCode: exitCodes.done }
    }
    if (asked.config === undefined) {
      throw new ConfigError([{ path: '--config', message: 'say what to map, as JSON in a file' }])
    }
    const config = compileConfig(await readConfig(asked.config, environment))
    hide(config.secrets)
    const mapper = new Mapper(config, log)
    const input = addAbortSignal(signal, await open(asked.input))
    const { lineTimeout } = config
    try {
      await mapMessages({ mapper, input, output: process.stdout, lineTimeout, signal })
    } finally {
      mapper.finish()
    }
    return { exitCode: exitCodes.done }
  })
}
