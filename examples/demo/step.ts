const isTerminal = process.stderr.isTTY === true
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

const secondsSince = (start: number) => (performance.now() - start) / 1000

/** Runs a step and tells it: on a terminal with a moving line, elsewhere with one line at its end. */
export async function step<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly seconds: number }> {
  const start = performance.now()
  let frame = 0
  const paint = () => {
    const sign = frames[frame++ % frames.length]
    process.stderr.write(`\r\x1b[2K${sign} ${name} ${secondsSince(start).toFixed(1)} s`)
  }
  const timer = isTerminal ? setInterval(paint, 100) : undefined
  try {
    const result = await work()
    const seconds = secondsSince(start)
    if (isTerminal) process.stderr.write('\r\x1b[2K')
    process.stdout.write(`✓ ${name} (${seconds.toFixed(1)} s)\n`)
    return { result, seconds }
  } finally {
    clearInterval(timer)
    if (isTerminal) process.stderr.write('\r\x1b[2K')
  }
}
