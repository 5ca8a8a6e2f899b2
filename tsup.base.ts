import { defineConfig, type Options } from 'tsup'

const types = (entry: string): Options => ({
  entry: [entry],
  format: 'esm',
  silent: true,
  dts: { only: true, compilerOptions: { ignoreDeprecations: '6.0' } },
})

/**
 * How every package is built: ES modules for Node 20 with source maps, and for each entry its types
 * flattened into one readable file. `--no-dts` leaves the types out.
 */
export const packageBuild = (entry: string[]) =>
  defineConfig(({ dts }) => [
    {
      entry,
      format: 'esm',
      target: 'node20',
      sourcemap: true,
      clean: true,
      silent: true,
      dts: false,
    },
    ...(dts === false ? [] : entry.filter((file) => !/(?:bin|worker)\.ts$/.test(file)).map(types)),
  ])
