/** A file of this package, by its path from the package's folder; source and build lie equally deep. */
export function packageFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url)
}
