/**
 * The settings table in the README of each tap and target is written by the connector itself:
 * `npm run settings` writes them, `npm run settings -- --check` fails where one is out of date.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { packages, root } from './packages.ts'

const begin = '<!-- settings -->\n'
const end = '<!-- /settings -->'

/** The table that a built bin gives with `--about --format=markdown`. */
const tableOf = (bin: string): string => {
  const args = [bin, '--about', '--format=markdown']
  const about = execFileSync(process.execPath, args, { encoding: 'utf8' })
  return `${about.slice(about.indexOf('## Settings\n') + '## Settings\n'.length).trim()}\n`
}

const outdated: string[] = []
for (const { folder } of packages) {
  const directory = `${root}packages/${folder}`
  const readme = `${directory}/README.md`
  if (!existsSync(readme) || !existsSync(`${directory}/bin`)) continue
  const text = readFileSync(readme, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) continue
  const [bin] = readdirSync(`${directory}/bin`)
  const table = `\n${tableOf(`${directory}/bin/${bin}`)}\n`
  const next = text.slice(0, from + begin.length) + table + text.slice(to)
  if (next === text) continue
  outdated.push(`packages/${folder}/README.md`)
  if (!process.argv.includes('--check')) writeFileSync(readme, next)
}

if (process.argv.includes('--check') && outdated.length > 0) {
  console.error(`Out of date: ${outdated.join(', ')}. Run \`npm run build && npm run settings\`.`)
  process.exitCode = 1
}
