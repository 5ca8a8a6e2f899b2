import { statfsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** `module` is a bundlers' condition: Node itself would not ask for it, and some packages break by it. */
const nodeConditions = defaultServerConditions.filter((condition) => condition !== 'module')

/** Room in memory for what tests write, in bytes; containers often have next to none. */
const roomInMemory = (): number => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize
  } catch {
    return 0
  }
}

// Tests write many small files and wait until each is durable: in memory that costs nothing.
if (process.env.TMPDIR === undefined && roomInMemory() > 4 * 1024 ** 3) {
  process.env.TMPDIR = '/dev/shm'
}

/** Unit tests run from source, with no build; end-to-end tests run the built bins as a user does. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@descant/source', ...nodeConditions] } },
  test: {
    restoreMocks: true,
    // They tell what hangs from what is slow: a machine that does other things too is often slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Much of the time is spent waiting for processes, so two at once pay on two cores as well.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
    projects: [
      {
        extends: true,
        // Files share their process: two fifths of the time went into importing the same modules anew.
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'containers/*.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/build-bins.ts'],
          testTimeout: 240_000,
        },
      },
    ],
  },
})
