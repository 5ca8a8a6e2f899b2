import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

const bins = {
  'tap-shopify': 'packages/tap-shopify/bin/tap-shopify.js',
  'target-s3-ndjson': 'packages/target-s3-ndjson/bin/target-s3-ndjson.js',
  descant: 'packages/cli/bin/descant.js',
  'descant-sandbox': 'packages/sandbox/bin/descant-sandbox.js',
} as const

export type BinName = keyof typeof bins

/** A process that ended with something else than zero; its last words are the message. */
export class BinFailure extends Error {}

const running = new Set<ChildProcess>()
let isEnding = false

/** Starts one of the real bins. It is ended with the demo. */
export function startBin(
  name: BinName,
  args: readonly string[],
  stdio: StdioOptions,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  if (isEnding) throw new BinFailure(`${name} was not started: the demo is ending`)
  const file = `${root}${bins[name]}`
  const child = spawn(process.execPath, [file, ...args], { stdio, env: { ...process.env, ...env } })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Resolves when a process has ended well. @throws {BinFailure} where it did not. */
export function ended(name: BinName, child: ChildProcess, lastLine: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new BinFailure(`${name} ended with ${code ?? signal}: ${lastLine()}`))
    })
  })
}

/** Hands each line of a process's output on, and keeps the last. */
export function followLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void = () => {},
): () => string {
  let last = ''
  createInterface({ input: stream }).on('line', (line) => {
    last = line
    onLine(line)
  })
  return () => last
}

/** Ends all processes that are still running and waits for them; none is started any more. */
export async function endAll(): Promise<void> {
  isEnding = true
  const children = [...running]
  await Promise.all(
    children.map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once('close', () => resolve())
          child.kill('SIGTERM')
        }),
    ),
  )
}
