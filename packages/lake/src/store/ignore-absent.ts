/** For `catch`: a file that is not there is undefined, other failures stay. */
export function ignoreAbsent(error: unknown): undefined {
  const isAbsent =
    error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
  if (!isAbsent) throw error
}
