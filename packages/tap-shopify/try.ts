import { startShopifySandbox } from '@descant/sandbox'
import { runTapInMemory } from '@descant/sdk/testing'
import { tapShopify } from '/tmp/h/tapshop/main/packages/tap-shopify/src/tap.ts'
const sandbox = await startShopifySandbox({ customers: 20, orders: 40, products: 10 })
const config = { shop: sandbox.shop, access_token: sandbox.accessToken, api_url: sandbox.url, ...JSON.parse(process.argv[2] ?? '{}') }
const t0 = process.cpuUsage()
const run: any = await runTapInMemory(tapShopify as any, { config } as any)
console.log(Object.keys(run), process.cpuUsage(t0))
console.log(JSON.stringify(run.outcomes ?? run.ending ?? run.failure, null, 1)?.slice(0, 3000))
const lines = (run.messages ?? []) as any[]
const counts: any = {}
for (const m of lines) { const k = m.type + ' ' + (m.stream ?? ''); counts[k] = (counts[k] ?? 0) + 1 }
console.log(counts)
for (const s of new Set(lines.map((m) => m.stream))) console.log(JSON.stringify(lines.find((m) => m.type === 'RECORD' && m.stream === s)?.record)?.slice(0, 1500))
console.log(JSON.stringify(run.state).slice(0, 600))
console.log((sandbox as any).control('state'))
await sandbox.close()
