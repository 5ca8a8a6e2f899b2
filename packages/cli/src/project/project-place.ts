import type { ProjectIssue } from './project-issues.ts'

/** Where the file stands, and what its references to the environment are taken from. */
export interface ProjectPlace {
  readonly file: string
  readonly folder: string
  /** Without it, references in zones stay as they are. */
  readonly environment?: NodeJS.ProcessEnv
}

/** Takes what is wrong with a project. */
export type TellIssue = (issue: ProjectIssue) => void
