import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import '../examples/folder-target/target.test.ts'
import '../examples/rest-tap/tap.test.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

test.each([
  ['packages/sdk/README.md', 'examples/rest-tap/tap.ts'],
  ['docs/guides/write-a-tap.md', 'examples/rest-tap/tap.ts'],
  ['docs/guides/write-a-target.md', 'examples/folder-target/target.ts'],
  ['docs/guides/add-a-stream.md', 'packages/tap-shopify/src/streams/pages.ts'],
])('%s begins with the very code of %s', (page, file) => {
  expect(/```ts\n(.*?)```\n/s.exec(read(page))?.[1]).toBe(read(file))
})

test.each(['examples/rest-tap/tap.ts', 'examples/folder-target/target.ts'])(
  '%s takes no more than forty lines of code',
  (file) => {
    const lines = read(file).split('\n')
    expect(lines.filter((line) => !/^\s*(\/\/|\/\*\*|\*|$)/.test(line)).length).toBeLessThan(41)
  },
)
