import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { root } from './work-folder.ts'

/** A Salesforce of our own that runs beside the bench. */
export interface SalesforceOrg {
  /** The built tap on this org, with its defaults and these settings. */
  tap(
    name: string,
    settings: Readonly<Record<string, unknown>>,
    ...options: readonly string[]
  ): Command
  /** Does what a control verb does. */
  control<Answer>(verb: string, settings?: Readonly<Record<string, unknown>>): Promise<Answer>
  stop(): void
}

/** Builds the tap, the sandbox, and what they stand on, as they are published. */
function build(): void {
  for (const name of ['sdk', 'sandbox', 'tap-salesforce']) {
    const args = ['run', '--silent', 'build', '--workspace', `packages/${name}`, '--', '--no-dts']
    execFileSync('npm', args, { cwd: root, stdio: 'inherit' })
  }
}

/** Builds what is needed and starts an org. */
export async function startSalesforceOrg(args: readonly string[]): Promise<SalesforceOrg> {
  build()
  const bin = join(root, 'packages/sandbox/bin/descant-sandbox.js')
  const child = spawn(process.execPath, [bin, 'salesforce', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ready = await new Promise<Readonly<Record<string, string>>>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('close', (code) => reject(new Error(`The sandbox ended with ${code}.`)))
  })
  const { url, ...credentials } = ready
  return {
    tap: (name, settings, ...options) => [
      process.execPath,
      join(root, 'packages/tap-salesforce/bin/tap-salesforce.js'),
      ...settingsFile(name, { instance_url: url, ...credentials, ...settings }),
      ...options,
    ],
    async control<Answer>(verb: string, settings = {}) {
      const body = JSON.stringify(settings)
      const response = await fetch(`${url}/__control/${verb}`, { method: 'POST', body })
      if (!response.ok) throw new Error(await response.text())
      return (await response.json()) as Answer
    },
    stop: () => {
      child.kill('SIGTERM')
    },
  }
}
