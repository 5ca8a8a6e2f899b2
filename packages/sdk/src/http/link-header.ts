const value = String.raw`"(?:[^"\\]|\\.)*"|[^\s",;]+`
const parameter = String.raw`\s*;\s*([\w!#$%&'*+.^\x60|~-]+)(?:\s*=\s*(${value}))?`
const links = new RegExp(`<([^>]*)>((?:${parameter})*)`, 'g')
const parameters = new RegExp(parameter, 'g')

/**
 * Relations to targets of a `Link` header (RFC 8288, 3). Where a relation comes twice, the first counts.
 *
 * @example
 * parseLinks('<https://api.example.com/orders?page=2>; rel="next"').get('next')
 */
export function parseLinks(header: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const [, target = '', rest = ''] of header.matchAll(links)) {
    for (const [, name = '', text = ''] of rest.matchAll(parameters)) {
      if (name.toLowerCase() !== 'rel') continue
      for (const relation of text.replaceAll('"', '').toLowerCase().trim().split(/\s+/)) {
        if (relation !== '' && !targets.has(relation)) targets.set(relation, target)
      }
      break
    }
  }
  return targets
}
