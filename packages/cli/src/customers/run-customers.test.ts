import { expect, test } from 'vitest'
import { type CustomerJob, runCustomers } from './run-customers.ts'

const job = (customer: string, script: string): CustomerJob => ({
  customer,
  file: process.execPath,
  args: ['-e', script],
  env: process.env,
  cwd: process.cwd(),
})

const collect = () => {
  const outputs: string[] = []
  const lines: string[] = []
  return {
    outputs,
    lines,
    onOutput: (customer: string, output: string) => void outputs.push(`${customer}: ${output}`),
    onLine: (customer: string, line: string) => void lines.push(`${customer}: ${line}`),
  }
}

test('each customer has a process of its own, and what fails in one touches no other', async () => {
  const told = collect()
  const jobs = [
    job('a', 'console.log("one"); console.error("warning\\nanother")'),
    job('b', 'process.kill(process.pid, "SIGKILL")'),
    job('c', 'process.exitCode = 3'),
    { ...job('d', ''), file: '/there/is/no/such/program' },
  ]
  const signal = new AbortController().signal
  const endings = await runCustomers(jobs, { jobs: 2, signal, ...told })
  expect(Object.fromEntries(endings.map((one) => [one.customer, one.exitCode]))).toEqual({
    a: 0,
    b: 137,
    c: 3,
    d: 1,
  })
  expect(told.outputs).toContain('a: one\n')
  expect(told.lines).toEqual(expect.arrayContaining(['a: warning', 'a: another']))
  expect(told.lines.some((line) => line.startsWith('d: ') && line.includes('ENOENT'))).toBe(true)
})

test('no more processes at once than asked for, and none is started after a stop', async () => {
  const told = collect()
  const controller = new AbortController()
  // Each says that it is there and waits to be told to end.
  const jobs = ['a', 'b', 'c'].map((name) =>
    job(name, 'console.error("there"); setInterval(() => {}, 1000)'),
  )
  const endings = await runCustomers(jobs, {
    jobs: 2,
    signal: controller.signal,
    onOutput: told.onOutput,
    onLine: (customer, line) => {
      told.onLine(customer, line)
      if (told.lines.length === 2) controller.abort()
    },
  })
  expect(told.lines.sort()).toEqual(['a: there', 'b: there'])
  expect(endings.map(({ exitCode }) => exitCode)).toEqual([143, 143])
})
