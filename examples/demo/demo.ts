import { startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts'
import { bestCustomers } from './best-customers.ts'
import { endAll } from './bin.ts'
import { extract } from './extract.ts'
import { lakeSize } from './lake-size.ts'
import { changeShop, startShop } from './shop.ts'
import { ownShop, showBest, showRecords, showTables } from './show.ts'
import { load, transform } from './stage.ts'
import { step } from './step.ts'
import { Workspace } from './workspace.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** What is to be ended when the demo is, last started first. */
const cleanups: (() => Promise<void>)[] = [endAll]

const cleanUp = async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(() => {})
}

/** From a shop's API to a table of customer profiles, with the real bins. */
const demo = async (workspace: Workspace): Promise<void> => {
  const { runs } = workspace
  say(
    runs === 0
      ? 'The first run: everything moves. Run it again to see only changes move.\n'
      : `Run ${runs + 1}: the shop has changed a few records since; only those move.\n`,
  )
  const { result: shop } = await step('a shop opens (descant-sandbox shopify)', async () => {
    const started = await startShop()
    for (let round = 1; round <= runs; round++) await changeShop(started, round)
    return started
  })
  const { result: database } = await step('a database starts (PostgreSQL)', async () => {
    const directory = workspace.path('postgres')
    const server = await startEmbeddedPostgres({ directory, persistent: true })
    cleanups.push(() => server.stop())
    return server.databaseUrl
  })
  const before = lakeSize(workspace.path('lake/raw'))
  const extraction = await step('tap-shopify | target-s3-ndjson', () => extract(workspace, shop))
  const after = lakeSize(workspace.path('lake/raw'))
  const written = { objects: after.objects - before.objects, bytes: after.bytes - before.bytes }
  say(`${showRecords(extraction.result, extraction.seconds, written)}\n`)
  await step('descant transform', () => transform(workspace))
  const { result: tables } = await step('descant load', () => load(workspace, database))
  say(`${showTables(tables)}\n`)
  const best = await bestCustomers(database)
  say(`The ten best customers (demo.profiles):\n\n${showBest(best)}\n`)
  workspace.runs = runs + 1
  say(ownShop)
}

process.stdout.on('error', () => {})
let exitCode = 1
const interrupt = (code: number) => async () => {
  exitCode = code
  await cleanUp()
  process.exit(code)
}
process.on('SIGINT', interrupt(130))
process.on('SIGTERM', interrupt(143))

try {
  await demo(new Workspace(process.env.DESCANT_DEMO_DIRECTORY ?? '.demo'))
  exitCode = 0
} catch (error) {
  process.stderr.write(`The demo failed. ${(error as Error).message}\n`)
}
await cleanUp()
process.exit(exitCode)
