import { expect, test } from 'vitest'
import { s3Error } from './s3-error.ts'

test.each([
  ['Server side encryption specified but KMS is not configured', 'LAKE_S3_SETTING'],
  ['A header you provided implies functionality that is not implemented', 'LAKE_STORE_REFUSED'],
])('of what a store does not have, its words tell what is meant: %s', (words, code) => {
  const error = Object.assign(new Error(words), {
    name: 'NotImplemented',
    $metadata: { httpStatusCode: 501 },
  })
  expect(s3Error(error, { url: 's3://lake/', key: 'k' })).toMatchObject({ code, exitCode: 2 })
})
