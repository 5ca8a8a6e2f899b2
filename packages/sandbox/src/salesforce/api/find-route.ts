import { ApiError, notFound } from '../replies/api-error.ts'
import { type Route, routes } from './routes.ts'

/** A route, and what stands in the path where its pattern has capitals. */
export interface FoundRoute {
  readonly route: Route
  readonly parts: readonly string[]
}

/**
 * Finds what answers at a path below the version.
 *
 * @param path As `/sobjects/Account/describe`.
 * @throws ApiError NOT_FOUND, METHOD_NOT_ALLOWED
 */
export function findRoute(method: string, path: string): FoundRoute {
  const wanted = path.split('/').slice(1)
  const fitting = routes.flatMap((route) => {
    const parts = matchPath(route.path.split('/').slice(1), wanted)
    return parts === undefined ? [] : [{ route, parts }]
  })
  const found = fitting.find(({ route }) => route.method === method)
  if (found !== undefined) return found
  if (fitting.length === 0) throw notFound()
  const allowed = fitting.map(({ route }) => route.method).join(', ')
  throw new ApiError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed}`,
  )
}

function matchPath(pattern: readonly string[], path: readonly string[]): string[] | undefined {
  if (pattern.length !== path.length) return undefined
  const parts: string[] = []
  for (const [place, name] of pattern.entries()) {
    const part = path[place] as string
    if (/^[A-Z]+$/.test(name)) parts.push(part)
    else if (name !== part) return undefined
  }
  return parts
}
