import { testTap } from '@descant/sdk/testing'
import { afterAll } from 'vitest'
import { serveSampleApi } from './sample-api.ts'
import { tapRest } from './tap.ts'

const api = await serveSampleApi('hush-hush')
afterAll(() => api.close())

testTap(tapRest, { config: { api_url: api.url, access_token: 'hush-hush' } })
