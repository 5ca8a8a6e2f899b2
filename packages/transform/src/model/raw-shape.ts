import type { FieldExpression } from './expression.ts'

/**
 * The form of a raw record as far as it is read: `'text'` for any scalar, an object for an object,
 * a list of one for a list. Scalars are all read as text, so that the reader rounds and refuses
 * nothing; the type is the canonical column's affair.
 *
 * @example
 * { id: 'text', tags: ['text'], customer: { id: 'text' }, lineItems: [{ sku: 'text' }] }
 */
export type RawShape = 'text' | readonly [RawShape] | RawObject

export interface RawObject {
  readonly [field: string]: RawShape
}

/** A list of objects within a record. */
export interface ListField<Item> {
  /** The whole list. */
  readonly list: FieldExpression
  /** The fields of one item. */
  readonly item: Item
}

/** The fields of a raw record, each as an expression under its own name. */
export type FieldsOf<Shape> = Shape extends 'text' | readonly ['text']
  ? FieldExpression
  : Shape extends readonly [infer Item]
    ? ListField<FieldsOf<Item>>
    : { readonly [Field in keyof Shape]: FieldsOf<Shape[Field]> }

/** Lays a raw shape out as expressions that mappings are written with. */
export function fieldsOf<const Shape extends RawObject>(shape: Shape): FieldsOf<Shape> {
  return layOut(shape, 'record', []) as FieldsOf<Shape>
}

function layOut(shape: RawShape, of: 'record' | 'item', path: readonly string[]): unknown {
  if (isText(shape) || (isList(shape) && isText(shape[0]))) return { kind: 'field', of, path }
  if (isList(shape))
    return { list: { kind: 'field', of, path }, item: layOut(shape[0], 'item', []) }
  return Object.fromEntries(
    Object.entries(shape).map(([name, inner]) => [name, layOut(inner, of, [...path, name])]),
  )
}

export const isText = (shape: RawShape): shape is 'text' => shape === 'text'

export const isList = (shape: RawShape): shape is readonly [RawShape] => Array.isArray(shape)
