type Write = typeof process.stdout.write

/** The ways of a console that lead to stdout. */
const ways = ['log', 'info', 'debug'] as const

/**
 * Runs something and keeps the start of what it writes to stdout meanwhile, by the console or past
 * it. It is written all the same.
 */
export async function watchStdout<Result>(
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly written: readonly string[] }> {
  const written: string[] = []
  const keep = (words: unknown) => written.push(String(words).slice(0, 80))
  const { stdout } = process
  const { write } = stdout
  const spoken = globalThis.console
  const watched = ways.map((way) => {
    const speak = spoken[way]
    spoken[way] = (...words: unknown[]) => {
      keep(words[0])
      speak.apply(spoken, words)
    }
    return () => {
      spoken[way] = speak
    }
  })
  stdout.write = ((...call: Parameters<Write>) => {
    keep(call[0])
    return write.apply(stdout, call)
  }) as Write
  try {
    return { result: await run(), written }
  } finally {
    stdout.write = write
    for (const restore of watched) restore()
  }
}
