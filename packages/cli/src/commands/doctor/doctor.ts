import { randomUUID } from 'node:crypto'
import { encodePathPart, openStore } from '@descant/lake'
import { checkDatabase } from '@descant/loader'
import type { ProcessContext } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { check, type Finding } from '../../doctor/check.ts'
import { checkClock } from '../../doctor/check-clock.ts'
import { checkSource } from '../../doctor/check-source.ts'
import type { Project, ProjectCustomer } from '../../project/project.ts'
import { readProject } from '../../project/read-project.ts'
import { combineExitCodes } from '../../run/combine-exit-codes.ts'
import { projectSecrets } from '../../secrets/project-secrets.ts'
import { table } from '../../table.ts'
import { choiceOf, formatOption } from '../../zone-options.ts'
import { chooseSources } from '../run/choose-runs.ts'
import { projectOption } from '../run/run-options.ts'

/** The oldest Node that everything runs on. */
const leastNode = [20, 19] as const

const checkNode = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  return {
    subject: 'node',
    outcome: isEnough ? 'ok' : 'failed',
    words: isEnough
      ? process.versions.node
      : `${process.versions.node} is too old: install ${leastNode.join('.')} or later`,
  }
}

const checkZones = async (customer: ProjectCustomer): Promise<Finding[]> => {
  const { zones, name } = customer
  const urls = {
    raw: zones.raw,
    processed: zones.processed,
    'dead letters': zones.deadLetters,
    state: zones.state,
  }
  const findings = await Promise.all(
    Object.entries(urls).map(([zone, url]) =>
      check(`${name} ${zone} zone`, async () => {
        await openStore(url, zones.s3).probe()
        return `${url} can be written, and keeps what is there`
      }),
    ),
  )
  const state = openStore(zones.state, zones.s3)
  const key = `${encodePathPart(name)}/doctor/${randomUUID()}.txt`
  const isReachable = findings.at(-1)?.outcome === 'ok'
  return isReachable ? [...findings, await checkClock(`${name} clock`, state, key)] : findings
}

const checkWarehouse = async (
  project: Project,
  { name, databaseUrl }: ProjectCustomer,
  { environment, hide }: Pick<ProcessContext, 'environment' | 'hide'>,
): Promise<Finding[]> => {
  if (databaseUrl === undefined) return []
  const finding = await check(`${name} warehouse`, async () => {
    const secrets = projectSecrets(project, environment)
    const url = await secrets.secretText(databaseUrl)
    hide(secrets.secrets)
    return checkDatabase(url, name)
  })
  return [finding]
}

const signs = { ok: '✓', warning: '!', failed: '✗' } as const

/** `descant doctor`: whether a project can run, and what to do where it cannot. */
export const doctor = defineCommand({
  name: 'doctor',
  summary: 'checks a project: its file, programs, secrets, sources, zones, database and clock.',
  operand: 'source',
  options: {
    ...projectOption,
    source: { type: 'string', value: 'CUSTOMER[/SOURCE]', description: 'Only this one.' },
    ...formatOption,
  },
  async run(options, context) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const { environment, signal, progress } = context
    const hidden = new Set<string>()
    const hide = (secrets: readonly string[]) => {
      for (const secret of secrets) hidden.add(secret)
      context.hide([...hidden])
    }
    const project = await readProject(options.project, environment)
    const findings: Finding[] = [
      checkNode(),
      { subject: 'project', outcome: 'ok', words: project.file },
    ]
    for (const { customer, sources } of chooseSources(project, options.source)) {
      progress.say(`${customer.name} zones`)
      findings.push(...(await checkZones(customer)))
      findings.push(...(await checkWarehouse(project, customer, { environment, hide })))
      for (const source of sources) {
        progress.say(`${customer.name}/${source.name}`)
        const found = await checkSource(project, customer, source, { environment, signal, hide })
        findings.push(...found)
      }
    }
    progress.end()
    const failed = findings.filter(({ outcome }) => outcome === 'failed')
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(findings)}\n`
        : table(
            ['', 'CHECKED', 'FOUND'],
            findings.map(({ subject, outcome, words }) => [signs[outcome], subject, words]),
          ),
    )
    if (failed.length === 0) return { exitCode: 0 }
    return {
      exitCode: combineExitCodes(failed.map(({ exitCode }) => exitCode ?? 1)),
      message: `${failed.length} of ${findings.length} checks failed: ${failed.map(({ subject }) => subject).join(', ')}.`,
    }
  },
})
