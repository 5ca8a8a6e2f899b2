/** What was written. */
export interface Written {
  readonly bin: string
  /** The folder, as seen from where the user is. */
  readonly directory: string
  /** The package manager that the user called us by, as `pnpm`. */
  readonly packageManager: string
}

/** The package manager in what it says of itself, as `pnpm/9.1.0 npm/? node/v20.20.2 linux x64`. */
export function packageManagerOf(userAgent: string | undefined): string {
  const name = /^(npm|pnpm|yarn|bun)\//.exec(userAgent ?? '')?.[1]
  return name ?? 'npm'
}

const quoted = (path: string) => (/^[\w./@~-]+$/.test(path) ? path : JSON.stringify(path))

/** What to do with a connector that has been written. */
export function nextSteps({ bin, directory, packageManager }: Written): string {
  const steps = [
    ...(directory === '.' ? [] : [`cd ${quoted(directory)}`]),
    `${packageManager} install`,
    `${packageManager} run test`,
    `${packageManager} run build`,
    'node dist/bin.js --about',
  ]
  const place = directory === '.' ? 'this folder' : directory
  return `${bin} stands in ${place}. Next:\n\n${steps.map((step) => `  ${step}\n`).join('')}\nREADME.md tells how to make it yours.\n`
}
