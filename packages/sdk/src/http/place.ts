/** A value in a body: a path of names and list positions (`meta.next`, `data.-1.id`), or a function. */
export type Place = string | ((body: unknown) => unknown)

/** The value at a place, or `undefined`. The empty path is the body itself. */
export function valueAt(body: unknown, place: Place): unknown {
  if (typeof place === 'function') return place(body)
  if (place === '') return body
  return place.split('.').reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return /^-?\d+$/.test(name) ? value.at(Number(name)) : undefined
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined
  }, body)
}
