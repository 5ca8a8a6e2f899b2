import { readFileSync } from 'node:fs'
import { settingsTable } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { settings } from './config/settings.ts'
import { streamSettings } from './config/stream-settings.ts'
import { createMapper } from './create-mapper.ts'
import { functions } from './expression/functions.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

const block = (language: string) => `\`\`\`${language}\\n([^\`]*)\`\`\``
const example = new RegExp(`${block('json')}[^\`]*${block('jsonl')}[^\`]*${block('jsonl')}`, 'g')
const examples = [...readme.matchAll(example)].map(([, config = '', input = '', output = '']) => ({
  config,
  input,
  output,
}))

describe('the README', () => {
  test('has an example of each kind', () => {
    expect(examples).toHaveLength(4)
  })

  test.each(examples)('shows what leaves: $config', ({ config, input, output }) => {
    const mapper = createMapper(JSON.parse(config))
    const lines = input.trimEnd().split('\n')
    const left = lines.flatMap((line, index) => mapper.take(line, index + 1) ?? [])
    expect(left).toEqual(output.trimEnd().split('\n'))
  })

  test.each([
    ['operations', streamSettings],
    ['settings', settings],
  ])('tells of the %s in the same words', (name, schema) => {
    expect(readme).toContain(`<!-- ${name} -->\n\n${settingsTable(schema)}\n<!-- /${name} -->`)
  })

  test('names every function that expressions have beyond CEL', () => {
    for (const { signature } of functions) {
      const [name = ''] = signature.replace(/^string\./, '').split('(')
      expect(readme).toContain(`${name}(`)
    }
  })
})
