import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '@descant/sdk'
import { parseProject } from './parse-project.ts'
import type { Project } from './project.ts'

const fileNames = ['descant.yaml', 'descant.yml']

/** The project file of a folder, or of the nearest folder above it that has one. */
export function findProjectFile(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = fileNames.map((name) => join(at, name)).find((file) => existsSync(file))
    if (found !== undefined || dirname(at) === at) return found
  }
}

/**
 * Reads the project file that `--project` names (a file, or a folder that holds one), or the one of
 * this folder or the nearest above it.
 *
 * @param environment what `${env:NAME}` in zones is taken from; undefined leaves such references.
 * @throws {ConfigError} where there is none, or it is not valid.
 */
export async function readProject(
  given: string | undefined,
  environment: NodeJS.ProcessEnv | undefined,
  folder: string = process.cwd(),
): Promise<Project> {
  const named = given === undefined ? undefined : resolve(folder, given)
  const file =
    named === undefined
      ? findProjectFile(folder)
      : (fileNames.map((name) => join(named, name)).find((one) => existsSync(one)) ?? named)
  if (file === undefined) {
    const message =
      'there is none in this folder or above it: descant init writes one, --project FILE names another'
    throw new ConfigError([{ path: 'descant.yaml', message }])
  }
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new ConfigError([{ path: file, message: `cannot be read (${cause.code})` }], { cause })
  })
  return parseProject(text, { file, ...(environment ? { environment } : {}) })
}
