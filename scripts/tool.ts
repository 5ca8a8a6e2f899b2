/**
 * Runs one of the tools that check and release the packages: `npm run tool -- changeset`. They are
 * installed into `tools/` when the first of them is run, apart from what every newcomer waits for.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { root } from './packages.ts'

const folder = `${root}tools/`
const lock = readFileSync(`${folder}package-lock.json`, 'utf8')
/** The lock file that the installed tools were installed from. */
const installedFrom = `${folder}node_modules/installed-from.json`

if (!existsSync(installedFrom) || readFileSync(installedFrom, 'utf8') !== lock) {
  const { status } = spawnSync('npm ci --no-audit --no-fund --silent', {
    cwd: folder,
    shell: true,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) {
    console.error('The tools could not be installed: run `npm ci` in tools/ and see why.')
    process.exit(1)
  }
  writeFileSync(installedFrom, lock)
}

const [tool = '', ...parameters] = process.argv.slice(2)
const { status, error } = spawnSync(`${folder}node_modules/.bin/${tool}`, parameters, {
  stdio: 'inherit',
})
if (error) console.error(`There is no tool ${tool} in tools/package.json.`)
process.exitCode = status ?? 1
