import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { ConfigError } from '@descant/sdk'
import type { Project, ProjectProgram } from '../../project/project.ts'

/** A program that was found: what is started, and with which arguments first. */
export interface FoundProgram {
  readonly file: string
  readonly args: readonly string[]
}

/** The folder and those above it. */
const upwards = (folder: string): string[] =>
  dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))]

const isFile = (path: string) => existsSync(path) && statSync(path).isFile()

/** JavaScript is started by the Node that runs us: the one on the PATH may be another. */
const startOf = (path: string): FoundProgram => {
  const real = realpathSync(path)
  return /\.[cm]?js$/.test(real)
    ? { file: process.execPath, args: [real] }
    : { file: path, args: [] }
}

const binOfPackage = (name: string, command: string, folder: string): string | undefined => {
  const places = [join(folder, 'descant.yaml'), import.meta.url]
  for (const from of places) {
    const found = createRequire(from)
      .resolve.paths(name)
      ?.map((path) => join(path, name, 'package.json'))
      .find(isFile)
    if (found === undefined) continue
    const { bin } = JSON.parse(readFileSync(found, 'utf8')) as {
      bin?: string | Record<string, string>
    }
    const file = typeof bin === 'string' ? bin : (bin?.[command] ?? Object.values(bin ?? {})[0])
    if (file !== undefined) return join(dirname(found), file)
  }
  return undefined
}

/**
 * Finds a program of a project: a path that stands from the project file; the bin of the package it
 * names; a bin that npm has put beside the project file, above it, or beside this package; or what
 * the PATH has.
 *
 * @throws {ConfigError} where there is none; says where it stands in the file and what to do.
 */
export function findProgram(
  program: ProjectProgram,
  { folder, placeOf }: Pick<Project, 'folder' | 'placeOf'>,
  environment: NodeJS.ProcessEnv,
): FoundProgram {
  const { command } = program
  const found = placesOf(program, folder, environment).find(isFile)
  if (found === undefined) {
    const message =
      program.package === undefined
        ? 'is not found: install it beside the project file (npm install), put it on the PATH, or give its path'
        : `is not found: npm install ${program.package}`
    // A target that nobody names stands nowhere in the file.
    const place = placeOf(program.package ?? command)
    const path = place === undefined ? command : `${place} ${command}`
    throw new ConfigError([{ path, message }])
  }
  const { file, args } = startOf(found)
  return { file, args: [...args, ...program.args] }
}

const placesOf = (
  program: ProjectProgram,
  folder: string,
  environment: NodeJS.ProcessEnv,
): readonly string[] => {
  const { command } = program
  if (program.package !== undefined) {
    return [binOfPackage(program.package, command, folder) ?? '']
  }
  if (command.includes('/')) return [resolve(folder, command)]
  const own = dirname(new URL(import.meta.url).pathname)
  const installed = [...upwards(folder), ...upwards(own)].map((at) =>
    join(at, 'node_modules/.bin', command),
  )
  const path = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  return [...installed, ...path.map((at) => join(at, command))]
}
