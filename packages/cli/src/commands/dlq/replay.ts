import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  type PatchStep,
  parsePatchFile,
  parsePatchStep,
  type ReplayCounts,
  replayLetters,
} from '@descant/lake'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { openZones } from '../../open-zones.ts'
import { choiceOf, formatOption, reach, zoneOptions } from '../../zone-options.ts'
import { filterOf, filterOptions } from './filter-options.ts'
import { rawLine, replayStreams } from './replay-stream.ts'

/** How many of the reasons of failure are worth a line each. */
const mostReasons = 10

const stepsOf = async (
  steps: readonly string[] = [],
  file: string | undefined,
): Promise<PatchStep[]> => {
  if (file === undefined) return steps.map(parsePatchStep)
  const text = await readFile(file, 'utf8').catch(() => {
    throw new ConfigError([{ path: '--patch-file', message: `${file} cannot be read` }])
  })
  return [...parsePatchFile(text), ...steps.map(parsePatchStep)]
}

const textOf = (counts: ReplayCounts, isDryRun: boolean): string => {
  const { selected, replayed, failed, already, reasons, completed, rawKeys } = counts
  const lines = [
    `${selected} letters = ${replayed} ${isDryRun ? 'would be replayed' : 'replayed'} + ${failed} still fail + ${already} done before`,
    ...reasons
      .slice(0, mostReasons)
      .map(({ path, keyword, count }) => `  ${count} at ${path || 'the record'}: ${keyword}`),
    ...(completed > 0 ? [`${completed} raw objects of a run that was ended were completed`] : []),
    ...rawKeys.map((key) => `wrote ${key}`),
    ...(isDryRun ? ['This was a dry run: nothing was changed.'] : []),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** `descant dlq replay`: dead letters back into the raw zone, mended where it is asked. */
export const dlqReplay = defineCommand({
  name: 'dlq replay',
  summary:
    'mends dead letters, validates them as the target does, and puts them into the raw zone.',
  options: {
    ...reach,
    'dead-letters': zoneOptions['dead-letters'],
    raw: zoneOptions.raw,
    state: zoneOptions.state,
    ...filterOptions,
    patch: {
      type: 'string',
      multiple: true,
      value: 'STEP',
      description:
        "'replace /path JSON', 'remove /path', 'cast /path TYPE'; again for more, in order.",
    },
    'patch-file': {
      type: 'string',
      value: 'FILE',
      description: 'Steps as a JSON list; done first.',
    },
    'dry-run': { type: 'boolean', description: 'Only count what would happen.' },
    ...formatOption,
  },
  examples: [
    "descant dlq replay --stream orders --reason-path /total --patch 'cast /total string' --dry-run",
    "descant dlq replay --stream orders --patch 'replace /currency \"EUR\"' --patch 'remove /legacy'",
  ],
  async run(options, { environment, signal, log, progress }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const zones = openZones(options, environment, ['dead-letters', 'raw', 'state'])
    const run = randomUUID().slice(0, 8)
    const isDryRun = options['dry-run'] === true
    let shown = 0
    const counts = await replayLetters({
      deadLetters: zones['dead-letters'],
      raw: zones.raw,
      customer: zones.customer,
      filter: filterOf(options, new Date()),
      patch: await stepsOf(options.patch, options['patch-file']),
      run,
      now: () => new Date(),
      isDryRun,
      streamOf: replayStreams(zones.state, run),
      rawLine,
      signal,
      onObject: ({ key, name }, { replayed, failed }) => {
        progress.add(name.stream, replayed - shown)
        shown = replayed
        log.debug('replay', { object: key, replayed, failed })
      },
    })
    const { rawKeys, ...numbers } = counts
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify({ run, dry_run: isDryRun, ...numbers, raw_keys: rawKeys })}\n`
        : textOf(counts, isDryRun),
    )
    if (counts.failed === 0 || isDryRun) return { exitCode: 0 }
    const message = `${counts.failed} dead letters still fail and stay parked: look at them with descant dlq show, and replay them with another patch, or discard them.`
    return { exitCode: 4, message }
  },
})
