/** A field as a stream's file names it. */
export interface NamedField {
  readonly name: string
  readonly of?: string
  readonly arguments?: string
  readonly fields?: readonly NamedField[]
  readonly isFragment?: boolean
}

/**
 * Reads fields as GraphQL writes them: names, `{ }` for what lies within, `( )` for arguments,
 * `alias: name`, and `... on Type { }`.
 *
 * @throws TypeError where a brace is missing, or something is no name.
 * @example
 * parseFields('id customer { id } quantities(names: ["available"]) { name quantity }')
 */
export function parseFields(text: string): readonly NamedField[] {
  const tokens = text.match(/\.\.\.|\([^)]*\)|[{}:]|[A-Za-z_]\w*|[^\s,]/g) ?? []
  let at = 0

  const name = (): string => {
    const token = tokens[at++]
    if (token === undefined || !/^[A-Za-z_]/.test(token)) {
      throw new TypeError(`${token ?? 'the end'} stands where a field is named, in: ${text}`)
    }
    return token
  }

  const block = (): NamedField[] => {
    const fields: NamedField[] = []
    while (at < tokens.length && tokens[at] !== '}') fields.push(field())
    return fields
  }

  const braces = (): NamedField[] | undefined => {
    if (tokens[at] !== '{') return undefined
    at++
    const fields = block()
    if (tokens[at++] !== '}') throw new TypeError(`a } is missing, in: ${text}`)
    return fields
  }

  const field = (): NamedField => {
    if (tokens[at] === '...') {
      at += 2
      return { name: name(), isFragment: true, fields: braces() ?? [] }
    }
    const first = name()
    const isAlias = tokens[at] === ':'
    if (isAlias) at++
    const of = isAlias ? name() : undefined
    const argument = tokens[at]?.startsWith('(') ? (tokens[at++] as string).slice(1, -1) : undefined
    const fields = braces()
    return {
      name: first,
      ...(of === undefined ? {} : { of }),
      ...(argument === undefined ? {} : { arguments: argument }),
      ...(fields === undefined ? {} : { fields }),
    }
  }

  const fields = block()
  if (at < tokens.length) throw new TypeError(`a } is too many, in: ${text}`)
  return fields
}
