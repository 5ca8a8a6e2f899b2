/**
 * Writes `packages/sandbox/schemas/`: what Shopify publishes of its Admin API, one small file a
 * version. Run it when Shopify publishes another version:
 *
 *     npx tsx scripts/shopify-schemas.ts [version of @shopify/dev-mcp]
 *
 * The package is fetched by `npm pack` into a folder that is removed again; it is no dependency.
 */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib'
import { condenseSchema, type PublishedFile } from './condense-shopify-schema.ts'

const directory = fileURLToPath(new URL('../packages/sandbox/schemas/', import.meta.url))
const packageName = `@shopify/dev-mcp@${process.argv[2] ?? '1.16.0'}`

const work = mkdtempSync(join(tmpdir(), 'shopify-schemas-'))
try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', work, packageName], { cwd: work })
  const archive = readdirSync(work).find((name) => name.endsWith('.tgz')) as string
  execFileSync('tar', ['-xzf', archive, 'package/LICENSE', 'package/dist/data'], { cwd: work })
  mkdirSync(directory, { recursive: true })
  cpSync(join(work, 'package/LICENSE'), join(directory, 'LICENSE'))
  const data = join(work, 'package/dist/data')
  for (const name of readdirSync(data).sort()) {
    const version = /^admin_(.+)\.json\.gz$/.exec(name)?.[1]
    if (version === undefined) continue
    const file = JSON.parse(gunzipSync(readFileSync(join(data, name))).toString()) as PublishedFile
    const condensed = Buffer.from(JSON.stringify(condenseSchema(file)))
    const target = join(directory, `admin-${version}.json.br`)
    writeFileSync(target, compress(condensed))
    console.log(`${target}: ${condensed.length} bytes, ${statSync(target).size} compressed`)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}

function compress(content: Buffer): Buffer {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  })
}
