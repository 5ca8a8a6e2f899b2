import type { Infer } from '@descant/sdk'
import type { ProjectContract } from './project.ts'
import type { limitsSchema } from './schema/limits-schema.ts'
import type { projectSchema } from './schema/project-schema.ts'
import type { sparkSchema } from './schema/spark-schema.ts'

type Properties = (typeof projectSchema)['properties']

/** What the schema's `type: [string, object]` lets an author write. */
export type FileSchedule =
  | string
  | {
      readonly cron: string
      readonly time_zone?: string
      readonly catch_up?: 'once' | 'all' | 'skip'
      readonly jitter_seconds?: number
    }

export interface FileProgram {
  readonly command?: string
  readonly package?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export type FileLimits = Infer<typeof limitsSchema>
export type FileSpark = Infer<typeof sparkSchema>
export type FileZones = Infer<Properties['zones']>

/** What a project and a customer may both say. */
export interface FileCommon {
  readonly zones?: FileZones
  readonly warehouse?: Infer<Properties['warehouse']>
  readonly search?: Infer<Properties['search']>
  readonly alerts?: Infer<Properties['alerts']>
  readonly transform?: Omit<Infer<Properties['transform']>, 'schedule'> & {
    readonly schedule?: FileSchedule
  }
  readonly schedule?: FileSchedule
  readonly freshness_minutes?: number
  readonly limits?: FileLimits
}

export interface FileSource {
  readonly type?: string
  readonly tap: string | FileProgram
  readonly config?: Readonly<Record<string, unknown>>
  readonly config_file?: string
  readonly catalog?: string
  readonly select?: readonly string[]
  readonly target?: string
  readonly schedule?: FileSchedule
  readonly freshness_minutes?: number
  readonly contract?: ProjectContract
  readonly contracts?: Readonly<Record<string, ProjectContract>>
  readonly limits?: FileLimits
}

export interface FileTarget extends FileProgram {
  readonly config?: Readonly<Record<string, unknown>>
  readonly config_file?: string
}

export interface FileCustomer extends FileCommon {
  readonly sources: Readonly<Record<string, FileSource>>
}

/** The value of a project file that its schema has accepted. */
export interface ProjectFile extends FileCommon {
  readonly parallel_sources?: number
  readonly targets?: Readonly<Record<string, FileTarget>>
  readonly customers: Readonly<Record<string, FileCustomer>>
}
