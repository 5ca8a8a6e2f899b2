import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { images } from '../containers/images.ts'
import { type Finished, finished } from './bins.ts'
import { type Shop, startShop } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/**
 * The built images, run as a platform would: read-only root, no capability, no way to gain one. They
 * are built and handed over by `.ci/containers.sh`, or by you:
 * `npm run containers && DESCANT_CONTAINER_ENGINE=docker npx vitest run e2e/containers.test.ts`.
 */
const {
  DESCANT_CONTAINER_ENGINE: engineCommand = '',
  DESCANT_CONTAINER_PREFIX: prefix = 'descant',
  DESCANT_CONTAINER_TAG: tag = '0.1.0',
  DESCANT_CONTAINER_CANARY: canary = '',
} = process.env
const [engine = '', ...engineFlags] = engineCommand.split(' ')

const root = fileURLToPath(new URL('..', import.meta.url))
const reference = (image: string): string => `${prefix}/${image}:${tag}`

const tell = (...args: string[]): string =>
  execFileSync(engine, [...engineFlags, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  })

const hardened = [
  ...['--rm', '--interactive', '--network', 'host', '--read-only', '--cap-drop', 'ALL'],
  ...['--security-opt', 'no-new-privileges', '--no-healthcheck', '--log-driver', 'none'],
  ...['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024'],
]

const startImage = (
  image: string,
  args: readonly string[],
  flags: readonly string[] = [],
  stdin: ChildProcess['stdout'] | 'ignore' = 'ignore',
): ChildProcess =>
  spawn(engine, [...engineFlags, 'run', ...hardened, ...flags, reference(image), ...args], {
    stdio: [stdin, 'pipe', 'pipe'],
  })

const runImage = (
  image: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Promise<Finished> => finished(startImage(image, args, flags))

const shell = async (image: string, script: string): Promise<string> => {
  const { stdout, stderr, code } = await runImage(image, ['-c', script], ['--entrypoint', 'sh'])
  expect(`${code} ${stderr}`).toBe('0 ')
  return stdout.trim()
}

/** The folder lake of a test, where the image's user may write. */
const openFolder = (zones: Zones): readonly string[] => {
  chmodSync(zones.directory, 0o755)
  mkdirSync(join(zones.directory, 'lake'))
  chmodSync(join(zones.directory, 'lake'), 0o777)
  return ['--volume', `${zones.directory}:${zones.directory}`]
}

describe.skipIf(engine === '')('the images', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await startShop(['--customers', '60', '--orders', '80', '--products', '10'])
  })
  afterAll(() => shop?.stop())

  /** Asks the shop's control endpoint. */
  const control = async (verb: string, settings: object): Promise<string> => {
    const body = JSON.stringify(settings)
    const answer = await fetch(`${shop.url}/__control/${verb}`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    return answer.text()
  }

  test.for(images.map(({ name }) => name))('%s says what it is', async (image) => {
    const [told] = JSON.parse(tell('image', 'inspect', reference(image)))
    const { version } = JSON.parse(readFileSync(`${root}packages/sdk/package.json`, 'utf8'))
    expect(told.Config).toMatchObject({
      User: '10001:10001',
      StopSignal: 'SIGTERM',
      Volumes: { '/tmp': {} },
      Entrypoint: ['tini', '-s', '--', expect.any(String)],
      Labels: {
        'org.opencontainers.image.title': image,
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.revision': expect.stringMatching(/^[0-9a-f]{40}$/),
        'org.opencontainers.image.source': 'https://github.com/descant/descant',
      },
    })
    const run = await runImage(image, ['--version'])
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(version) })
  })

  test.for(images.map(({ name }) => name))('%s runs as nobody who can change it', async (image) => {
    const told = await shell(
      image,
      'id -u; grep CapEff /proc/self/status; for f in /app/x /x /project/x /tmp/x; do ' +
        'if (: > $f) 2>/dev/null; then echo wrote $f; fi; done; ' +
        // Nor does anything lie there that lends rights, or would fetch and build more.
        'find / -xdev -user 10001 -not -path "/proc/*" 2>/dev/null; ' +
        'for c in npm npx yarn corepack gcc python3 curl; do command -v $c; done; true',
    )
    expect(told.split('\n')).toEqual(['10001', 'CapEff:\t0000000000000000', 'wrote /tmp/x'])
  })

  test.for(images.map(({ name }) => name))(
    '%s holds what its bill of materials says, in the versions of the lock file',
    async (image) => {
      const bill = JSON.parse(await shell(image, 'cat /app/sbom.cdx.json'))
      const listed = new Set(
        bill.components.map(({ purl }: { purl: string }) =>
          decodeURIComponent(purl.replace('pkg:npm/', '')),
        ),
      )
      const present = await shell(
        image,
        `node -e '${[
          'const fs = require("fs")',
          'for (const f of fs.readdirSync("/app", { recursive: true }))',
          '  if (/(^|\\/)node_modules\\/(@[^/]+\\/)?[^/@]+\\/package.json$/.test(f)) {',
          '    const { name, version } = JSON.parse(fs.readFileSync("/app/" + f))',
          '    if (name && version) console.log(name + "@" + version)',
          '  }',
        ].join('\n')}'`,
      )
      const installed = new Set(present.split('\n'))
      const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))
      const locked = Object.entries<{ version: string; name?: string; dev?: boolean }>(
        lock.packages,
      )
      const produced = new Set(
        locked
          .filter(([path, { dev }]) => path !== '' && !dev)
          .map(
            ([path, { name, version }]) =>
              `${name ?? path.split('node_modules/').at(-1)}@${version}`,
          ),
      )
      expect(installed.size).toBeGreaterThan(5)
      for (const one of installed) {
        expect(listed, one).toContain(one)
        if (!one.startsWith('@descant/')) expect(produced, one).toContain(one)
      }
    },
  )

  test.for(images.map(({ name }) => name))(
    'no layer and no history of %s holds the secret of the build',
    (image) => {
      expect(canary).not.toBe('')
      const script = `${engineCommand} save ${reference(image)} | grep -a -c -e ${canary}`
      const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
      expect(stdout).toBe('0\n')
      expect(tell('history', '--no-trunc', reference(image))).not.toContain(canary)
    },
  )

  test('tap | target | transform, each in its image', async ({ zones }) => {
    const folder = openFolder(zones)
    const lake = join(zones.directory, 'lake')
    const zoneUrl = (zone: string) => `file://${lake}/${zone}`
    const tapConfig = zones.file('tap.json', {
      shop: shop.shop,
      access_token: shop.access_token,
      api_url: shop.url,
    })
    const targetConfig = zones.targetConfig({
      raw: zoneUrl('raw'),
      dead_letters: zoneUrl('dead-letters'),
      state: zoneUrl('state'),
    })
    const tap = startImage('tap-shopify', ['--config', tapConfig], folder)
    const target = startImage('target-s3-ndjson', ['--config', targetConfig], folder, tap.stdout)
    tap.stdout?.destroy()
    const [tapEnd, targetEnd] = await Promise.all([finished(tap), finished(target)])
    expect(tapEnd, tapEnd.stderr).toMatchObject({ code: 0 })
    expect(targetEnd, targetEnd.stderr).toMatchObject({ code: 0 })
    expect(JSON.parse(targetEnd.stdout.trimEnd().split('\n').at(-1) ?? '')).toHaveProperty(
      'bookmarks',
    )
    const customers = zones.keys('lake').filter((key) => key.includes('/customers_'))
    expect(customers).not.toEqual([])

    const transformed = await runImage(
      'descant',
      ['transform', '--customer', 'acme', '--json'].concat(
        ['raw', 'processed', 'dead-letters', 'state'].flatMap((zone) => [
          `--${zone}`,
          zoneUrl(zone),
        ]),
      ),
      [...folder, '--memory', '1500m', '--env', 'DESCANT_MEMORY_LIMIT_MIB=900'],
    )
    expect(transformed, transformed.stderr).toMatchObject({ code: 0 })
    expect(transformed.stdout).toMatch(/"customers"/)
  })

  test('descant run, as a scheduled task: a project, a limit of memory, metrics, health', async ({
    zones,
  }) => {
    const folder = openFolder(zones)
    const lake = join(zones.directory, 'lake')
    zones.file(
      'descant.yaml',
      `version: 1
zones: { raw: ${lake}/raw, processed: ${lake}/processed, dead_letters: ${lake}/dead, state: ${lake}/state }
customers:
  acme:
    sources:
      shopify:
        tap: tap-shopify
        config: { shop: ${shop.shop}, api_url: "${shop.url}", access_token: "\${env:SHOP_TOKEN}" }
`,
    )
    const settings = {
      SHOP_TOKEN: shop.access_token,
      DESCANT_METRICS: 'emf',
      DESCANT_MAX_DURATION_SECONDS: '300',
      DESCANT_MEMORY_LIMIT_MIB: '700',
    }
    const flags = [
      ...[...folder, '--volume', `${zones.directory}/descant.yaml:/project/descant.yaml:ro`],
      ...['--memory', '1200m'],
      ...Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ]
    const name = `descant-${randomUUID()}`
    const run = startImage(
      'descant',
      ['run', 'acme', '--stage', 'extract,transform'],
      [...flags, '--name', name],
    )
    const end = finished(run)
    const health = () => {
      const { stdout } = spawnSync(engine, [...engineFlags, 'exec', name, 'descant', 'health'])
      return stdout.toString()
    }
    await expect.poll(health).toBe('healthy\n')
    const { code, stdout, stderr } = await end
    expect(code, stderr).toBe(0)
    const metrics = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(metrics).toMatchObject([
      { Customer: 'acme', Source: 'shopify', Stage: 'extract', RunsSucceeded: 1 },
      { Customer: 'acme', Stage: 'transform', RunsSucceeded: 1 },
    ])
    expect(stdout + stderr).not.toContain(shop.access_token)
    expect(zones.keys('lake').some((key) => key.startsWith('processed/acme/profiles/'))).toBe(true)
  })

  test('a stopped tap ends by itself, as a stopped process does: 143, with a last line', async ({
    zones,
  }) => {
    const folder = openFolder(zones)
    await control('fault', { kind: 'hang', count: 1000, match: 'orders(' })
    const config = zones.file('tap.json', {
      shop: shop.shop,
      access_token: shop.access_token,
      api_url: shop.url,
    })
    const name = `descant-${randomUUID()}`
    const tap = startImage('tap-shopify', ['--config', config], [...folder, '--name', name])
    const end = finished(tap)
    await expect.poll(() => control('requests', {})).toContain('"hang"')
    tell('stop', '--time', '20', name)
    await control('fault', { kind: 'none' })
    expect(await end).toMatchObject({ code: 143, lastLine: expect.stringContaining('SIGTERM') })
  })

  test('what loses its parent is reaped', async () => {
    const orphan = 'sh -c "sleep 0.1 & echo \\$!" > /tmp/pid; '
    const wait =
      'n=0; while [ -e /proc/$(cat /tmp/pid) ] && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.05; done; '
    const run = await runImage(
      'descant',
      [
        '-s',
        '--',
        'sh',
        '-c',
        `${orphan}${wait}[ ! -e /proc/$(cat /tmp/pid) ] && cat /proc/1/comm`,
      ],
      ['--entrypoint', 'tini'],
    )
    expect(run).toMatchObject({ code: 0, stdout: 'tini\n' })
  })
})
