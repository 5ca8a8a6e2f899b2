import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Builds the bins before the end-to-end tests, so that they never run what was written yesterday. */
export function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  execFileSync('npm', ['run', '--silent', 'prepare'], { cwd: root, stdio: 'inherit' })
}
