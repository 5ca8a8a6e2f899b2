import { AuthError, ConfigError, exitCodes, SingerError } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectSource } from '../project/project.ts'
import { Keeper } from '../run/programs/keeper.ts'
import { runCommand } from '../run/programs/run-command.ts'
import { type ChildCommand, outputOf } from '../run/programs/start-child.ts'
import { RunFolder } from '../run/run-folder.ts'
import { prepareSource } from '../run/source/prepare-source.ts'
import { projectSecrets } from '../secrets/project-secrets.ts'
import { wordsOfError } from '../words-of-error.ts'
import type { Finding } from './check.ts'

export interface CheckSourceOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly hide: (secrets: readonly string[]) => void
}

/** What a tap has to say of itself, in the form of our SDK and of Meltano's. */
const settingsOf = (about: string | undefined): Record<string, { secret?: boolean }> => {
  try {
    return JSON.parse(about ?? '').settings?.properties ?? {}
  } catch {
    return {}
  }
}

/** Settings that the tap itself calls secret, and that stand in the file as they are. */
const openSecrets = (source: ProjectSource, about: string | undefined): string[] =>
  Object.entries(settingsOf(about))
    .filter(([name, { secret }]) => {
      const value = source.config[name]
      return secret === true && typeof value === 'string' && !value.includes('${')
    })
    .map(([name]) => name)

/** How long a tap may take to answer. */
const patienceMilliseconds = 120_000

/** `--test` of a tap connects and writes nothing; one that does not know it is only asked what there is. */
const tryTap = async (
  tap: ChildCommand,
  knowsTest: boolean,
  folder: RunFolder,
  signal: AbortSignal,
): Promise<string> => {
  const keeper = new Keeper(folder.path, 2)
  const lines: string[] = []
  try {
    const args = [...tap.args, knowsTest ? '--test' : '--discover']
    const { exit, output } = await runCommand(
      { ...tap, args },
      {
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
        stopGraceSeconds: 2,
        keeper,
        onLine: (line) => lines.push(line),
      },
    )
    const critical = lines.find((line) => line.startsWith('CRITICAL ')) ?? lines.at(-1) ?? ''
    const words = critical.replace(/^CRITICAL /, '')
    if (exit.code === exitCodes.done) {
      return knowsTest ? 'the source answers' : `discovers ${streamsIn(output)} streams`
    }
    if (exit.code === exitCodes.credentials) throw new AuthError(words)
    throw new ConfigError([{ path: 'tap', message: words || `ended with ${exit.code}` }])
  } finally {
    keeper.end()
  }
}

const streamsIn = (output: string): number => {
  try {
    return JSON.parse(output).streams.length
  } catch {
    return 0
  }
}

/** Looks at a source: its programs, its secrets, and whether its tap can read. */
export async function checkSource(
  project: Project,
  customer: ProjectCustomer,
  source: ProjectSource,
  { environment, signal, hide }: CheckSourceOptions,
): Promise<readonly Finding[]> {
  const subject = `${customer.name}/${source.name}`
  const folder = await RunFolder.make()
  const secrets = projectSecrets(project, environment)
  const findings: Finding[] = []
  try {
    const { tap, versions } = await prepareSource(project, customer, source, {
      environment,
      secrets,
      folder,
      signal,
    })
    hide(secrets.secrets)
    const told = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
    findings.push({
      subject: `${subject} programs`,
      outcome: 'ok',
      words: told.join(', ') || 'found',
    })
    const about = await outputOf(
      { ...tap, args: [...tap.args, '--about', '--format=json'] },
      signal,
    )
    const open = openSecrets(source, about)
    if (open.length > 0) {
      const words = `${open.join(', ')} is a secret and stands in the file: refer to it as \${env:NAME}`
      findings.push({ subject: `${subject} secrets`, outcome: 'failed', words, exitCode: 2 })
    }
    const words = await tryTap(tap, about?.includes('"test"') ?? false, folder, signal)
    findings.push({ subject: `${subject} source`, outcome: 'ok', words })
  } catch (error) {
    if (!SingerError.is(error)) throw error
    findings.push({
      subject,
      outcome: 'failed',
      words: wordsOfError(error),
      exitCode: error.exitCode,
    })
  } finally {
    await folder.remove()
  }
  return findings
}
