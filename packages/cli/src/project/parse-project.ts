import { basename, dirname } from 'node:path'
import { ConfigError } from '@descant/sdk'
import { completeProject } from './complete-project.ts'
import type { Project } from './project.ts'
import type { ProjectFile } from './project-file.ts'
import { type ProjectIssue, projectIssues } from './project-issues.ts'
import { readYaml, type YamlText } from './yaml-text.ts'

export interface ParseProjectOptions {
  /** The path of the file, absolute: paths in it stand from its folder. */
  readonly file: string
  /** What `${env:NAME}` in zones is taken from. Without it such references stay as they are. */
  readonly environment?: NodeJS.ProcessEnv
}

/**
 * Reads the text of a project file.
 *
 * @throws {ConfigError} with everything that is wrong, each with its line and what to do.
 * @example
 * const project = parseProject(text, { file: '/srv/acme/descant.yaml', environment: process.env })
 * project.customers[0]?.sources[0]?.tap.command // 'tap-shopify'
 */
export function parseProject(text: string, { file, environment }: ParseProjectOptions): Project {
  const yaml = readYaml(text)
  const name = basename(file)
  if (yaml.faults.length > 0) {
    throw new ConfigError(
      yaml.faults.map(({ line, message }) => ({ path: `${name}:${line}`, message })),
    )
  }
  refuse(projectIssues(yaml.value), yaml, name)
  const issues: ProjectIssue[] = []
  const place = { file, folder: dirname(file), ...(environment ? { environment } : {}) }
  const project = completeProject(yaml.value as ProjectFile, place, (issue) => issues.push(issue))
  refuse(issues, yaml, name)
  return project
}

const refuse = (issues: readonly ProjectIssue[], yaml: YamlText, name: string): void => {
  if (issues.length === 0) return
  const told = issues
    .map(({ path, message }) => ({ line: yaml.lineOf(path), place: path.join('.'), message }))
    .sort((a, b) => a.line - b.line)
  throw new ConfigError(
    told.map(({ line, place, message }) => ({
      path: place === '' ? `${name}:${line}` : `${name}:${line} ${place}`,
      message,
    })),
  )
}
