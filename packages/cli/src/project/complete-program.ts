import { resolve } from 'node:path'
import { given } from './given.ts'
import type { ProjectProgram, ProjectTarget } from './project.ts'
import type { FileProgram, FileTarget } from './project-file.ts'

/** A program with its defaults. */
export const programOf = (file: FileProgram, command: string): ProjectProgram => ({
  command: file.command ?? command,
  args: file.args ?? [],
  env: file.env ?? {},
  ...given({ package: file.package }),
})

/** The bin of a package is called as the package, where nothing else is said. */
export const binOf = (file: FileProgram) => file.package?.replace(/^@[^/]+\//, '')

/** The target of sources that name none. */
export const rawTarget = 'raw'

/** A target with its defaults. */
export const targetOf = (
  name: string,
  file: FileTarget | undefined,
  folder: string,
): ProjectTarget => {
  const command = file?.command ?? (file && binOf(file)) ?? 'target-s3-ndjson'
  return {
    ...programOf(file ?? {}, command),
    name,
    config: file?.config ?? {},
    writesRawZone: name === rawTarget || /(^|\/)target-s3-ndjson(\.js)?$/.test(command),
    ...given({ configFile: file?.config_file && resolve(folder, file.config_file) }),
  }
}
