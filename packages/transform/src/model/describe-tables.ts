import type { Column } from './column.ts'
import type { Entity } from './define-entity.ts'

/** The documentation of tables as Markdown, from their definitions. */
export const describeTables = (entities: readonly Entity[]): string =>
  `# Tables of the processed zone

Each lies under \`{processed}/{customer}/{table}/\` as an Apache Iceberg table of Snappy Parquet. This page is
written from the definitions in \`src/model/entities\`.

${entities.map(describeTable).join('\n')}`

const describeTable = ({ name, doc, key, columns }: Entity): string =>
  `## ${name}

${doc} Key: ${key.map((column) => `\`${column}\``).join(', ')}.

| column | type | |
| --- | --- | --- |
${Object.entries(columns).map(describeColumn).join('')}`

const describeColumn = ([name, { type, doc }]: [string, Column]): string =>
  `| \`${name}\` | ${typeof type === 'string' ? type : `list of ${type.list}`} | ${doc} |\n`
