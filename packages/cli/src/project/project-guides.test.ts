import { readFileSync } from 'node:fs'
import { exitCodes } from '@descant/sdk'
import { expect, test } from 'vitest'
import { projectTemplate } from '../commands/project/project-template.ts'
import { emfLine } from '../container/emf-line.ts'
import type { RunRecord } from '../runs/run-record.ts'
import { parseProject } from './parse-project.ts'

const guide = (name: string): string =>
  readFileSync(new URL(`../../../../docs/guides/${name}.md`, import.meta.url), 'utf8')

const parse = (text: string) => parseProject(text, { file: '/srv/descant.yaml' })

test('the projects of the guide are valid', () => {
  const blocks = [...guide('run-a-project').matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text)
  expect(blocks.length).toBeGreaterThanOrEqual(2)
  for (const text of blocks) expect(parse(text as string).customers).not.toEqual([])
})

test('what init writes is the first project of the guide, with comments', () => {
  const written = parse(projectTemplate('schema'))
  const [first = ''] = /```yaml\n(.*?)```/s.exec(guide('run-a-project'))?.slice(1) ?? []
  const shown = parse(first)
  const [source, shownSource] = [written, shown].map(({ customers }) => customers[0]?.sources[0])
  expect(written.customers[0]?.zones).toEqual(shown.customers[0]?.zones)
  expect(source?.tap).toEqual(shownSource?.tap)
  expect({ ...source?.config, api_url: '${env:SHOPIFY_API_URL}' }).toEqual(shownSource?.config)
})

test('every exit code has its line on the page of who operates a project, and every metric its name', () => {
  const page = guide('operate')
  for (const code of Object.values(exitCodes)) expect(page).toContain(`\n| ${code} | `)
  const record = { attempts: [], conservation: null } as unknown as RunRecord
  const line = JSON.parse(emfLine(record, 'emf-all'))
  for (const { Name } of line._aws.CloudWatchMetrics[0].Metrics)
    expect(page).toContain(`\`${Name}\``)
})
