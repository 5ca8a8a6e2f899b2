import { basename, dirname } from 'node:path'
import { ConfigError } from '@descant/sdk'
import { completeProject } from './complete-project.ts'
import type { Project } from './project.ts'
import type { ProjectFile } from './project-file.ts'
import { type ProjectIssue, projectIssues } from './project-issues.ts'
import { scheduleIssues } from './schedule-issues.ts'
import { readYaml, type TextPlace } from './yaml-text.ts'

export interface ParseProjectOptions {
  /** The path of the file, absolute: paths in it stand from its folder. */
  readonly file: string
  /** What `${env:NAME}` in zones is taken from. Without it such references stay as they are. */
  readonly environment?: NodeJS.ProcessEnv
}

/**
 * Reads the text of a project file.
 *
 * @throws {ConfigError} with everything that is wrong, each with its line and column and what to do.
 * @example
 * const project = parseProject(text, { file: '/srv/acme/descant.yaml', environment: process.env })
 * project.customers[0]?.sources[0]?.tap.command // 'tap-shopify'
 */
export function parseProject(text: string, { file, environment }: ParseProjectOptions): Project {
  const yaml = readYaml(text)
  const name = basename(file)
  const told = ({ line, column }: TextPlace) => `${name}:${line}:${column}`
  if (yaml.faults.length > 0) {
    throw new ConfigError(
      yaml.faults.map((fault) => ({ path: told(fault), message: fault.message })),
    )
  }
  const refuse = (issues: readonly ProjectIssue[]): void => {
    if (issues.length === 0) return
    const placed = issues
      .map((issue) => ({ ...issue, at: yaml.placeOf(issue.path) }))
      .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    throw new ConfigError(
      placed.map(({ at, path, message }) => ({
        path: [told(at), path.join('.')].join(' ').trimEnd(),
        message,
      })),
    )
  }
  refuse(projectIssues(yaml.value))
  const value = yaml.value as ProjectFile
  refuse(scheduleIssues(value))
  const issues: ProjectIssue[] = []
  const place = { file, folder: dirname(file), ...(environment ? { environment } : {}) }
  const project = completeProject(value, place, (issue) => issues.push(issue))
  refuse(issues)
  const placeOf = (words: string) => {
    const at = yaml.placeOfText(words)
    return at && told(at)
  }
  return { ...project, placeOf }
}
