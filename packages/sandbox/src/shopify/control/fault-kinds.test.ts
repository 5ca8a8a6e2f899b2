import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faultKinds } from './fault-kinds.ts'

test('the README tells of every kind of fault, in the same words', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const rows = Object.entries(faultKinds).map(
    ([name, { summary }]) => `| \`${name}\` | ${summary} |`,
  )
  expect(readme.replace(/ +/g, ' ')).toContain(rows.join('\n'))
})
