import { RequestError } from '@descant/sdk'

interface SearchReport {
  readonly path?: readonly (string | number)[]
  readonly warnings?: readonly {
    readonly field?: string
    readonly message?: string
    readonly code?: string
  }[]
}

/**
 * Looks for warnings of the search. They come with a good answer and mean that a part of the filter
 * was ignored: that more was found than was asked for, or something else.
 *
 * @throws RequestError where there is one.
 */
export function checkSearch(extensions: Readonly<Record<string, unknown>>): void {
  const reports = (Array.isArray(extensions.search) ? extensions.search : []) as SearchReport[]
  for (const { path = [], warnings = [] } of reports) {
    const [warning] = warnings
    if (warning === undefined) continue
    const { field, message, code } = warning
    throw new RequestError(
      `Shopify ignored a part of the filter of ${path.join('.')}: field ${field}, ${message} (${code}). ` +
        'What it found cannot be trusted; check `api_version`, or report this as a bug of the tap.',
      { isRetryable: false },
    )
  }
}
