import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { verbs } from './control.ts'
import { faultKinds } from './fault-kinds.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

test.each([
  ['kind of fault', Object.entries(faultKinds).map(([name, { summary }]) => [name, summary])],
  [
    'verb',
    Object.entries(verbs).map(([name, { takes, does }]) => [
      name,
      Object.entries(takes)
        .map(([setting, words]) => `\`${setting}\`${words}`)
        .join('; '),
      does,
    ]),
  ],
])('the README tells of every %s, in the same words', (_what, entries) => {
  const rows = entries.map(([name, ...told]) => `| \`${name}\` | ${told.join(' | ')} |`)
  expect(readme.replace(/ +/g, ' ')).toContain(rows.join('\n').replace(/ +/g, ' '))
})
