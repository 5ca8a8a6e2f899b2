/**
 * Builds the images: `npm run containers -- [options] [image…]`, all of them where none is named.
 *
 * --engine COMMAND    docker (default), podman or buildah, with its own flags: 'buildah --root /x'
 * --prefix NAME       what stands before an image's name (default: descant)
 * --tag TAG           default: the version of the image's first package
 * --base IMAGE        another base than the Dockerfile's
 * --option FLAG       handed on to the engine's build; again for more
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../scripts/packages.ts'
import { manifests, writeContext } from './context.ts'
import { type Image, images } from './images.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'docker' },
    prefix: { type: 'string', default: 'descant' },
    tag: { type: 'string' },
    base: { type: 'string' },
    option: { type: 'string', multiple: true, default: [] },
  },
})

const [engine = 'docker', ...engineFlags] = values.engine.split(' ')
const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()

/** The version and the home of an image are those of its first package. */
function originOf({ packages: [first] }: Image): { version: string; source: string } {
  const manifest = manifests[first]
  if (!manifest) throw new Error(`There is no package in packages/${first}.`)
  const { url } = manifest.repository as { readonly url: string }
  return { version: manifest.version, source: url.replace(/^git\+|\.git$/g, '') }
}

/** A tag means one image for ever, so that going back to it brings back what ran. */
function refuseExisting(reference: string): void {
  const kind = engine === 'buildah' ? ['inspect', '--type', 'image'] : ['image', 'inspect']
  const { status } = spawnSync(engine, [...engineFlags, ...kind, reference], { stdio: 'ignore' })
  if (status !== 0) return
  console.error(
    `CRITICAL ${reference} exists already, and a tag never changes what it names: raise the ` +
      'version (npx changeset version), give another --tag, or remove the image yourself.',
  )
  process.exit(1)
}

function build(image: Image): void {
  const { version, source } = originOf(image)
  const reference = `${values.prefix}/${image.name}:${values.tag ?? version}`
  refuseExisting(reference)
  const context = mkdtempSync(join(tmpdir(), 'descant-image-'))
  try {
    writeContext(image, context)
    const given = { IMAGE: image.name, VERSION: version, REVISION: revision, SOURCE: source }
    const args = { ...given, ...(values.base === undefined ? {} : { BASE: values.base }) }
    const flags = [
      ...[
        '--file',
        join(root, 'containers/Dockerfile'),
        '--target',
        image.name,
        '--tag',
        reference,
      ],
      // The OCI's own format knows no health check.
      ...(engine === 'docker' ? [] : ['--format', 'docker']),
      ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ...values.option,
    ]
    execFileSync(engine, [...engineFlags, 'build', ...flags, context], { stdio: 'inherit' })
    console.log(`built ${reference}`)
  } finally {
    rmSync(context, { recursive: true, force: true })
  }
}

const unknown = positionals.filter((name) => !images.some((image) => image.name === name))
if (unknown.length > 0) {
  const known = images.map(({ name }) => name).join(', ')
  console.error(`CRITICAL there is no image ${unknown.join(', ')}; there are ${known}`)
  process.exit(2)
}
images.filter(({ name }) => positionals.length === 0 || positionals.includes(name)).forEach(build)
