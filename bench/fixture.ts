import { fileURLToPath } from 'node:url'

/** The path of a fixture, as `fixture('meltano_tap.py')`. */
export const fixture = (file: string): string =>
  fileURLToPath(new URL(`fixtures/${file}`, import.meta.url))
