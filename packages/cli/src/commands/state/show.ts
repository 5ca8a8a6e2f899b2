import { defineCommand } from '../../command.ts'
import { readProject } from '../../project/read-project.ts'
import { StateHistory } from '../../runs/state-history.ts'
import { table } from '../../table.ts'
import { choiceOf, countOf, formatOption } from '../../zone-options.ts'
import { chooseSource } from '../run/chosen-source.ts'
import { sourceOptions } from './source-options.ts'

/** `descant state show`: where the next run of a source begins. */
export const stateShow = defineCommand({
  name: 'state show',
  summary: 'shows the STATE that the next run of a source begins from, or those before.',
  operand: 'source',
  options: {
    ...sourceOptions,
    version: { type: 'string', value: 'N', description: 'This one. Default: the newest.' },
    history: { type: 'boolean', description: 'List those that are kept.' },
    ...formatOption,
  },
  examples: ['descant state show acme/shop > state.json', 'descant state show acme/shop --history'],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const project = await readProject(options.project, environment)
    const { customer, source, state } = chooseSource(project, options.source)
    const history = new StateHistory(state, customer.name, source.name)
    if (options.history) {
      const states = await Promise.all((await history.versions()).map((one) => history.read(one)))
      const known = states.filter((one) => one !== undefined)
      const rows = known.map(({ version, at, origin, run, text, of }) => {
        const how = of === undefined ? origin : `${origin} to ${of}`
        return [version, at, how, run, Buffer.byteLength(text ?? '')]
      })
      process.stdout.write(
        format === 'json'
          ? `${JSON.stringify(known.map(({ text: _text, ...facts }) => facts))}\n`
          : table(['VERSION', 'AT', 'HOW', 'RUN', 'BYTES'], rows),
      )
      return { exitCode: 0 }
    }
    const version = countOf(options, 'version')
    const found = await (version === undefined ? history.latest() : history.read(version))
    if (found?.text === undefined) {
      const message =
        version === undefined || found !== undefined
          ? 'No STATE: the run begins at the beginning.'
          : `STATE ${version} is not kept: descant state show --history lists those that are.`
      return { exitCode: 1, message }
    }
    process.stdout.write(`${found.text}\n`)
    return { exitCode: 0 }
  },
})
