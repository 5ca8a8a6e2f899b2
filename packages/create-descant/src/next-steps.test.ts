import { expect, test } from 'vitest'
import { nextSteps, packageManagerOf } from './next-steps.ts'

test.each([
  [undefined, 'npm'],
  ['npm/11.1.0 node/v20.20.2 linux x64 workspaces/false', 'npm'],
  ['pnpm/9.1.0 npm/? node/v20.20.2 linux x64', 'pnpm'],
  ['yarn/4.1.0 npm/? node/v20.20.2 linux x64', 'yarn'],
  ['bun/1.1.0 npm/? node/v20.20.2 linux x64', 'bun'],
  ['other/1.0.0; rm -rf', 'npm'],
])('%s is %s', (userAgent, manager) => {
  expect(packageManagerOf(userAgent)).toBe(manager)
})

test('the way on, by the package manager that was used', () => {
  const text = nextSteps({ bin: 'tap-a', directory: 'my taps/a', packageManager: 'pnpm' })
  expect(text).toContain('tap-a stands in my taps/a. Next:')
  expect(text).toContain('\n  cd "my taps/a"\n  pnpm install\n  pnpm run test\n')
})

test('no folder to go to where it stands in this one', () => {
  const text = nextSteps({ bin: 'tap-a', directory: '.', packageManager: 'npm' })
  expect(text).toContain('tap-a stands in this folder. Next:\n\n  npm install\n')
})
