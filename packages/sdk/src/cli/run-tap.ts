import { saveConfig } from '../http/auth/save-config.ts'

import { createMetrics } from '../metrics.ts'
import { type BatchConfig, BatchOutput } from '../protocol/batch-output.ts'
import { parseCatalog } from '../protocol/catalog.ts'
import type { MessageOutput } from '../protocol/message-output.ts'
import { selectByPatterns } from '../protocol/select-patterns.ts'
import { TapState } from '../protocol/state.ts'
import { MessageWriter } from '../protocol/write-messages.ts'
import { Stop } from '../stop.ts'
import type { Tap } from '../tap/define-tap.ts'
import { discover } from '../tap/discover.ts'
import { type StreamOutcome, sync } from '../tap/sync.ts'
import { testConnection } from '../tap/test-connection.ts'
import { wantsStream } from '../tap/wants-stream.ts'
import { loadConfig, readJsonFile } from './config.ts'
import { exitCodes } from './exit-codes.ts'
import { introduce, tell } from './introduce.ts'
import { prepareNetwork } from './network.ts'
import { describeOptions, type OptionValues, parseOptions, tapOptions } from './options.ts'
import { type Ending, type ProcessContext, runProcess } from './process.ts'
import { withTapSettings } from './tap-settings.ts'

const capabilities = ['discover', 'catalog', 'properties', 'state', 'test', 'about']

const done: Ending = { exitCode: exitCodes.done }

const reasonOf = ({ stream, failure }: StreamOutcome): string =>
  `${stream} (${failure instanceof Error ? failure.message : String(failure)})`

/** What the outcomes of all streams mean for the process. */
const endingOf = (outcomes: readonly StreamOutcome[]): Ending => {
  const failed = outcomes.filter(({ failure }) => failure !== undefined)
  if (failed.length === 0) return done
  const reasons = [...new Set(failed.map(reasonOf))].join('; ')
  if (outcomes.every(({ failure, records }) => failure !== undefined && records === 0)) {
    return { exitCode: exitCodes.failure, message: `No stream could be read: ${reasons}` }
  }
  return {
    exitCode: exitCodes.partial,
    message:
      `${failed.length} of ${outcomes.length} streams failed and are tried again in the next run, ` +
      `the others are done: ${reasons}`,
  }
}

const limitTime = (seconds: unknown, context: ProcessContext): void => {
  if (typeof seconds !== 'number') return
  const words = `The time budget of ${seconds} seconds is spent. Run again from the last STATE to go on.`
  setTimeout(() => context.stop(new Stop(exitCodes.timeSpent, words)), seconds * 1000).unref()
}

const outputFor = (batch: BatchConfig | undefined): MessageOutput => {
  const writer = new MessageWriter(process.stdout)
  return batch === undefined ? writer : new BatchOutput(writer, batch)
}

const run = async (
  tap: Tap,
  options: OptionValues<typeof tapOptions>,
  context: ProcessContext,
): Promise<Ending> => {
  const { log, signal, environment } = context
  const schema = withTapSettings(tap.config)
  const source = { name: tap.name, schema, files: options.config ?? [], environment }
  const { values, secrets, file } = await loadConfig(source)
  context.hide(secrets)
  const catalogFile = options.catalog ?? options.properties
  const given =
    catalogFile === undefined
      ? undefined
      : parseCatalog(await readJsonFile(catalogFile, '--catalog'))
  const initial =
    options.state === undefined ? undefined : await readJsonFile(options.state, '--state')
  limitTime(values.max_duration_seconds, context)
  prepareNetwork()
  const metrics = createMetrics({ log })
  const patterns = values.select as readonly string[] | undefined
  const opened = tap.open(values, {
    ...(options.discover ? {} : { wants: wantsStream(given, patterns) }),
    log,
    metrics,
    signal,
    userAgent: `${tap.name}/${tap.version}`,
    saveConfig: async (changes) => {
      if (file !== undefined) await saveConfig(file, changes)
      else
        log.warning('settings changed and there is no config file to keep them in', {
          settings: Object.keys(changes),
        })
    },
  })
  // A run that is told to end while it asks what there is has nothing to tell but that.
  const streams = await opened.catch((error) => {
    if (Stop.of(signal)) return undefined
    throw error
  })
  if (streams === undefined) return done
  if (options.discover) return tell(`${JSON.stringify(discover(streams), undefined, 2)}\n`)
  const catalog = given ?? (patterns && selectByPatterns(discover(streams), patterns))
  if (options.test) {
    const outcomes = await testConnection(streams, { catalog, signal, log, metrics })
    const ending = endingOf(outcomes)
    if (ending === done) log.info('the source answers', { streams: outcomes.length })
    return ending
  }
  const startDate = values.start_date
  const outcomes = await sync({
    streams,
    catalog,
    state: new TapState(initial),
    writer: outputFor(values.batch_config as BatchConfig | undefined),
    activatesVersions: values.emit_activate_version_messages === true,
    ...(typeof startDate === 'string' ? { startDate } : {}),
    concurrency: tap.concurrency,
    signal,
    log,
    metrics,
    onRecords: (stream, records) => context.progress.add(stream, records),
  })
  metrics.flush()
  return endingOf(outcomes)
}

/**
 * Runs a tap as the process: what its bin calls. Reads the command line, and ends with one of the
 * documented exit codes.
 *
 * @example
 * #!/usr/bin/env node
 * import { runTap } from '@descant/sdk'
 * import { tapToy } from './tap.js'
 *
 * await runTap(tapToy)
 */
export function runTap(tap: Tap): Promise<void> {
  return runProcess(tap.name, async (context) => {
    const options = parseOptions(tapOptions, context.args)
    const { name, version, description } = tap
    const answer = introduce(
      {
        name,
        version,
        description,
        capabilities,
        settings: withTapSettings(tap.config),
        usage: `${name} --config FILE [--catalog FILE] [--state FILE] | a-target --config FILE`,
        options: describeOptions(tapOptions),
      },
      options,
    )
    return answer ?? run(tap, options, context)
  })
}
