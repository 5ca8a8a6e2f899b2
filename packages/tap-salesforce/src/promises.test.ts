import { testTap } from '@descant/sdk/testing'
import { afterAll } from 'vitest'
import { startOrg } from './fixtures/sandbox-org.ts'
import { tapSalesforce } from './tap.ts'

const org = await startOrg({ accounts: 6 })
org.control('delete', { object: 'Account', count: 1 })
org.sandbox.clock.advance(3600)
afterAll(() => org.sandbox.close())

const isLong = process.env.DESCANT_LONG === '1'
const objects = ['Account', 'ActivityFieldHistory', ...(isLong ? ['Opportunity'] : [])]

testTap(tapSalesforce, {
  config: { ...org.config, streams_to_discover: objects, select: objects },
  samples: isLong ? 12 : 3,
})
