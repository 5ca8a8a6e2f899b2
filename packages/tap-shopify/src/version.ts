import { readFileSync } from 'node:fs'

/** The version of this package. `src/` and `dist/` lie equally deep, so one path serves both. */
export const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { readonly version: string }
