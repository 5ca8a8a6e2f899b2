import { createReadStream } from 'node:fs'
import { createMetrics } from '../metrics.ts'
import type { Target } from '../target/define-target.ts'
import { load } from '../target/load.ts'
import type { TargetSettings } from '../target/settings.ts'
import { loadConfig } from './config.ts'
import { exitCodes } from './exit-codes.ts'
import { introduce } from './introduce.ts'
import { prepareNetwork } from './network.ts'
import { describeOptions, type OptionValues, parseOptions, targetOptions } from './options.ts'
import { type Ending, type ProcessContext, runProcess } from './process.ts'
import { standardInput } from './standard-input.ts'

const capabilities = ['about', 'validate-records']

const run = async (
  target: Target,
  options: OptionValues<typeof targetOptions>,
  context: ProcessContext,
): Promise<Ending> => {
  const { log, signal, environment } = context
  const source = {
    name: target.name,
    schema: target.config,
    files: options.config ?? [],
    environment,
  }
  const { values, secrets } = await loadConfig(source)
  context.hide(secrets)
  prepareNetwork()
  const metrics = createMetrics({ log })
  const open = await target.open(values, { log, metrics, signal })
  try {
    const { records, rejected } = await load({
      target: open,
      input: options.input === undefined ? standardInput() : createReadStream(options.input),
      settings: values as unknown as TargetSettings,
      onState: (text) => process.stdout.write(`${text}\n`),
      signal,
      log,
      metrics,
    })
    log.info('loaded', { records, rejected })
  } finally {
    metrics.flush()
    await open.close()
  }
  return { exitCode: exitCodes.done }
}

/**
 * Runs a target as the process: what its bin calls. Messages come from stdin; each STATE goes to
 * stdout when everything before it is durable.
 *
 * @example
 * #!/usr/bin/env node
 * import { runTarget } from '@descant/sdk'
 * import { targetFolder } from './target.js'
 *
 * await runTarget(targetFolder)
 */
export function runTarget(target: Target): Promise<void> {
  return runProcess(target.name, async (context) => {
    const options = parseOptions(targetOptions, context.args)
    const { name, version, description } = target
    const answer = introduce(
      {
        name,
        version,
        description,
        capabilities,
        settings: target.config,
        usage: `a-tap --config FILE | ${name} --config FILE > state.jsonl`,
        options: describeOptions(targetOptions),
      },
      options,
    )
    return answer ?? run(target, options, context)
  })
}
