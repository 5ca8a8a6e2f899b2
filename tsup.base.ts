import { defineConfig } from 'tsup'

/** How every package is built: ES modules for Node 20, source maps, one flattened d.ts per entry. */
export const packageBuild = (entry: string[]) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    clean: true,
    silent: true,
    dts: {
      entry: entry.filter((file) => !file.endsWith('bin.ts')),
      compilerOptions: { ignoreDeprecations: '6.0' },
    },
  })
