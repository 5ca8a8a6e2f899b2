import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { verbs } from './control.ts'
import { faultKinds } from './fault-kinds.ts'

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))

test('the README tells of every verb and fault in the same words; vitest -u writes them', async () => {
  const told = [
    ['verbs', ['verb', 'takes', 'does'], verbRows()] as const,
    ['faults', ['fault', ''], faultRows()] as const,
  ].reduce(
    (text, [name, head, rows]) => {
      const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
      const [from, to] = [text.indexOf(begin), text.indexOf(end)]
      expect(from).toBeGreaterThan(0)
      expect(to).toBeGreaterThan(from)
      return `${text.slice(0, from + begin.length)}\n\n${table(head, rows)}\n\n${text.slice(to)}`
    },
    readFileSync(readme, 'utf8'),
  )
  await expect(told).toMatchFileSnapshot(readme)
})

function verbRows(): string[][] {
  return Object.entries(verbs).map(([name, { takes, does }]) => {
    const settings = Object.entries(takes).map(([setting, words]) => `\`${setting}\`${words}`)
    return [`\`${name}\``, settings.join('; '), does]
  })
}

function faultRows(): string[][] {
  return Object.entries(faultKinds).map(([name, { summary }]) => [`\`${name}\``, summary])
}

/** A table of Markdown whose columns stand below each other. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |`
  return [line(head), line([], '-'), ...rows.map((row) => line(row))].join('\n')
}
