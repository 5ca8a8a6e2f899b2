export { runDescant } from './descant.ts'
export { type ParseProjectOptions, parseProject } from './project/parse-project.ts'
export type {
  Project,
  ProjectAlerts,
  ProjectContract,
  ProjectCustomer,
  ProjectLimits,
  ProjectProgram,
  ProjectSchedule,
  ProjectSource,
  ProjectTarget,
  ProjectTransform,
  ProjectZones,
  S3Settings,
} from './project/project.ts'
export { readProject } from './project/read-project.ts'
