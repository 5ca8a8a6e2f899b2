import type { ProjectCustomer, ProjectTransform, ProjectZones } from '../project/project.ts'

const optional = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, value]

const s3Arguments = ({ s3 }: ProjectZones): string[] => [
  ...optional('s3-endpoint', s3.endpoint),
  ...optional('s3-region', s3.region),
  ...(s3.forcePathStyle === true ? ['--s3-force-path-style'] : []),
]

/** The command line of `descant transform` for a customer. */
export function transformArguments(
  { name, zones, sources, transform }: ProjectCustomer,
  mode: 'incremental' | 'historic',
): string[] {
  return [
    ...['transform', '--customer', name, '--mode', mode, '--engine', transform.engine, '--json'],
    ...['--raw', zones.raw, '--processed', zones.processed],
    ...['--dead-letters', zones.deadLetters, '--state', zones.state],
    ...s3Arguments(zones),
    ...sources.flatMap(({ name: source, type }) =>
      type === undefined ? [] : ['--source-type', `${source}=${type}`],
    ),
    ...Object.entries(transform.options).flatMap(([option, value]) => [`--${option}`, value]),
    ...sparkOf(transform),
  ]
}

/** What starts Spark, where Spark does the work. */
const sparkOf = ({ engine, spark }: ProjectTransform): string[] =>
  engine === 'duckdb'
    ? []
    : Object.entries(spark).flatMap(([option, value]) => {
        if (typeof value === 'boolean') return value ? [`--${option}`] : []
        return [value].flat().map((one) => `--${option}=${one}`)
      })

/** What the transform may take of the machine, a load may too. */
const sharedWithLoad = ['memory-limit-mib', 'threads', 'temporary-directory'] as const

/** The command line of `descant load` for a customer; the database stands in its environment. */
export function loadArguments(
  { name, zones, transform, searchTables }: ProjectCustomer,
  mode: 'incremental' | 'historic',
): string[] {
  return [
    ...['load', '--customer', name, '--mode', mode, '--json'],
    ...['--processed', zones.processed, '--dead-letters', zones.deadLetters],
    ...s3Arguments(zones),
    ...searchTables.flatMap((table) => ['--search-table', table]),
    ...sharedWithLoad.flatMap((option) => optional(option, transform.options[option])),
  ]
}
