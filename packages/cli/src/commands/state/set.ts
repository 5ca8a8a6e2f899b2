import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { readProject } from '../../project/read-project.ts'
import { requireOptions } from '../../zone-options.ts'
import { chooseSource } from '../run/chosen-source.ts'
import { changeState } from './change-state.ts'
import { sourceOptions } from './source-options.ts'

/** The text of a STATE, to the byte. @throws {ConfigError} where it is no JSON object on one line. */
const stateIn = (content: string): string => {
  const state = content.trim()
  try {
    const value: unknown = JSON.parse(state)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return state.includes('\n') ? JSON.stringify(value) : state
    }
  } catch {
    // Told below.
  }
  throw new ConfigError([{ path: '--file', message: 'must hold a STATE: a JSON object' }])
}

/** `descant state set`: a STATE of one's own, as that of another tool. */
export const stateSet = defineCommand({
  name: 'state set',
  summary: 'sets the STATE that the next run of a source begins from.',
  operand: 'source',
  options: {
    ...sourceOptions,
    file: { type: 'string', value: 'FILE', description: 'Holds the STATE; - reads stdin.' },
  },
  examples: ['descant state set acme/shop --file state.json'],
  async run(options, { environment, signal }) {
    const { file } = requireOptions(options, environment, ['file'])
    const project = await readProject(options.project, environment)
    const chosen = chooseSource(project, options.source)
    const content =
      file === '-'
        ? await text(process.stdin)
        : await readFile(file, 'utf8').catch((cause) => {
            const message = `${file} cannot be read (${cause.code})`
            throw new ConfigError([{ path: '--file', message }], { cause })
          })
    const state = stateIn(content)
    const version = await changeState(chosen, async () => ({ text: state, origin: 'set' }), signal)
    process.stdout.write(`STATE ${version} is where the next run begins\n`)
    return { exitCode: 0 }
  },
})
