import { defineConfig } from 'tsup'
import { packageBuild } from '../../tsup.base.ts'

const build = packageBuild(['src/index.ts', 'src/packing.ts', 'src/testing.ts'])

/** The types of `testing` are those of the package itself: two copies of a class would not agree. */
export default defineConfig(async (overrides) => {
  const parts = typeof build === 'function' ? await build(overrides) : build
  return [parts].flat().map((part) => ({ ...part, external: ['@descant/sdk'] }))
})
