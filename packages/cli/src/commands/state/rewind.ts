import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { readProject } from '../../project/read-project.ts'
import type { KeptState, StateHistory } from '../../runs/state-history.ts'
import { timeOf } from '../../time-option.ts'
import { countOf, type Given } from '../../zone-options.ts'
import { chooseSource } from '../run/chosen-source.ts'
import { changeState, type NewState } from './change-state.ts'
import { sourceOptions } from './source-options.ts'

/** The newest of the STATEs that were kept before a time. */
const newestBefore = async (history: StateHistory, time: Date): Promise<KeptState | undefined> => {
  for (const version of (await history.versions()).reverse()) {
    const state = await history.read(version)
    if (state !== undefined && Date.parse(state.at) <= time.getTime()) return state
  }
  return undefined
}

const choose = async (history: StateHistory, options: Given): Promise<NewState> => {
  if (options.start === true) return { text: undefined, origin: 'reset' }
  const version = countOf(options, 'version')
  const time = timeOf(options.before as string | undefined, 'before', new Date())
  const versions = await history.versions()
  const found =
    version !== undefined
      ? await history.read(version)
      : time !== undefined
        ? await newestBefore(history, time)
        : await history.read(versions.at(-2) ?? 0)
  if (found === undefined) {
    const kept = versions.length === 0 ? 'none' : `${versions[0]} to ${versions.at(-1)}`
    const asked = time === undefined ? 'no such STATE' : `none from before ${time.toISOString()}`
    const message = `there is ${asked}; kept are ${kept}. --start begins at the beginning`
    const path = version === undefined && time !== undefined ? '--before' : '--version'
    throw new ConfigError([{ path, message }])
  }
  return { text: found.text, origin: 'rewind', of: found.version }
}

/** `descant state rewind`: an earlier STATE again. */
export const stateRewind = defineCommand({
  name: 'state rewind',
  summary: 'lets the next run of a source begin from an earlier STATE, or at the beginning.',
  operand: 'source',
  options: {
    ...sourceOptions,
    version: {
      type: 'string',
      value: 'N',
      description: 'From this one. Default: the last but one.',
    },
    before: {
      type: 'string',
      value: 'TIME',
      description: 'From the newest that was kept before then: a time, a day, or as 24h.',
    },
    start: { type: 'boolean', description: 'At the beginning.' },
  },
  examples: [
    'descant state rewind acme/shop --before 24h',
    'descant state rewind acme/shop --start',
  ],
  async run(options, { environment, signal }) {
    const project = await readProject(options.project, environment)
    const chosen = chooseSource(project, options.source)
    let chosenState: NewState | undefined
    const version = await changeState(
      chosen,
      async (history) => {
        chosenState = await choose(history, options)
        return chosenState
      },
      signal,
    )
    const from = chosenState?.of === undefined ? 'the beginning' : `STATE ${chosenState.of}`
    process.stdout.write(
      `STATE ${version}: the next run begins from ${from}; what comes again is merged by its keys\n`,
    )
    return { exitCode: 0 }
  },
})
