import { resolve } from 'node:path'
import type { FileSpark } from './project-file.ts'

/** The value of an option of a command, as its line has it; a list is the option again for each. */
export type OptionValue = string | boolean | readonly string[]

/**
 * The options of `descant transform` that say what starts Spark, from a project file: `driver_memory` is
 * `spark-driver-memory`, and what stands in a group has its name in front, as `ecs-task-definition`.
 */
export function sparkArguments(
  file: FileSpark = {},
  folder: string,
): Readonly<Record<string, OptionValue>> {
  const { settings = {}, submit, ecs, emr, glue, ...spark } = file
  return {
    ...optionsOf('spark', spark),
    ...(submit === undefined ? {} : { 'spark-submit': programIn(folder, submit) }),
    ...(Object.keys(settings).length === 0 ? {} : { 'spark-setting': pairs(settings) }),
    ...optionsOf('ecs', ecs),
    ...optionsOf('emr', emr),
    ...optionsOf('glue', glue),
  }
}

type FileValue = string | number | boolean | readonly string[] | undefined

const optionsOf = (
  group: string,
  values: Readonly<Record<string, FileValue>> = {},
): Record<string, OptionValue> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${group}-${name.replaceAll('_', '-')}`,
      typeof value === 'boolean' ? value : String(value),
    ]),
  )

const pairs = (settings: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(settings).map(([name, value]) => `${name}=${value}`)

/** A path stands from the project, and a mere name is looked for on the PATH. */
const programIn = (folder: string, program: string) =>
  program.includes('/') ? resolve(folder, program) : program
