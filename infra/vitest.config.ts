import { defineConfig } from 'vitest/config'

/** Synthesis takes seconds, and every file needs one. */
export default defineConfig({
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
})
