import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Row } from '../store/row.ts'
import { climb } from './field-path.ts'
import type { FieldType as SelectItem } from './parse-soql.ts'
import { compileSelection, type NestedAnswer } from './projection.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { recordWriter } from './record-writer.ts'
import { noSuchColumn } from './soql-error.ts'

/**
 * Makes a writer of `TYPEOF What WHEN Account THEN Phone ELSE Name END`: a parent that is one of
 * several objects, with fields that go by which it is.
 *
 * @throws ApiError INVALID_FIELD
 */
export function compileTypeOf(
  scope: QueryScope,
  object: ObjectDefinition,
  base: string,
  item: SelectItem & { type: 'FieldTypeof' },
): NestedAnswer {
  const { soql } = scope
  const step = climb(scope, [object], item.field)
  if (step === undefined || step.objects.length < 2) {
    throw noSuchColumn(soql, offsetOfName(soql, item.field, 'TYPEOF'), item.field, object.name)
  }
  const writers = new Map<string | null, (row: Row) => string>()
  for (const parent of step.objects) {
    const choice =
      item.conditions.find(
        ({ objectType }) => objectType?.toLowerCase() === parent.name.toLowerCase(),
      ) ?? item.conditions.find(({ type }) => type === 'ELSE')
    const own = { ...scope, object: parent.name, alias: undefined }
    const fields = (choice?.fieldList ?? []).map((field) => ({ type: 'Field', field }) as const)
    const selection = compileSelection(
      own,
      fields.map((field) => nameOf(parent, field)),
      noNesting,
    )
    writers.set(parent.keyPrefix, recordWriter(own, parent, base, selection))
  }
  return {
    name: step.name,
    json: (row) => {
      const parent = step.climb(row)
      return (parent && writers.get(String(parent.Id).slice(0, 3))?.(parent)) ?? 'null'
    },
  }
}

/** What all have is called Name, whatever it is called in each: `Subject` of a case. */
function nameOf(
  object: ObjectDefinition,
  item: { readonly type: 'Field'; readonly field: string },
) {
  const own = object.fields.find(({ nameField }) => nameField)
  const isName = item.field.toLowerCase() === 'name'
  return isName && own !== undefined ? { ...item, field: own.name } : item
}

const noNesting = {
  children: () => ({ name: '', json: () => 'null' }),
  typeOf: () => ({ name: '', json: () => 'null' }),
}
