/**
 * The public face of each package, as its built types show it, is committed in `api/`: a change of it
 * is seen in review. `npm run api` writes it, `npm run api -- --check` fails where it differs.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { packages, root } from './packages.ts'

const fileOf = (folder: string, entry: string) =>
  `${folder}${entry === '.' ? '' : `.${entry.slice(2).replaceAll('/', '.')}`}.d.ts`

const faces = new Map<string, string>()
for (const { folder, types } of packages) {
  for (const [entry, path] of Object.entries(types)) {
    faces.set(fileOf(folder, entry), readFileSync(`${root}packages/${folder}/${path}`, 'utf8'))
  }
}

const read = (file: string): string | undefined => {
  try {
    return readFileSync(`${root}api/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

mkdirSync(`${root}api`, { recursive: true })
const gone = readdirSync(`${root}api`).filter((file) => !faces.has(file))

if (process.argv.includes('--check')) {
  const changed = [...faces].filter(([file, text]) => read(file) !== text).map(([file]) => file)
  const differing = [...changed, ...gone]
  if (differing.length > 0) {
    console.error(
      `The public face has changed: ${differing.map((file) => `api/${file}`).join(', ')}.\n` +
        'If that is meant, run `npm run build && npm run api`, commit the change and add a changeset.',
    )
    process.exitCode = 1
  }
} else {
  for (const file of gone) rmSync(`${root}api/${file}`)
  for (const [file, text] of faces) writeFileSync(`${root}api/${file}`, text)
  console.log(`${faces.size} files written to api/`)
}
