import { fileURLToPath } from 'node:url'

/** The path of the program that Spark runs, as it lies in this package. */
export const sparkRunner: string = fileURLToPath(new URL('../spark/runner.py', import.meta.url))
