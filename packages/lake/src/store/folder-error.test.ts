import { expect, test } from 'vitest'
import { LakeError } from '../errors.ts'
import { folderError } from './folder-error.ts'

test.each([
  ['ENOSPC', 'LAKE_STORE_FULL', 1],
  ['EDQUOT', 'LAKE_STORE_FULL', 1],
  ['EACCES', 'LAKE_STORE_DENIED', 2],
  ['EROFS', 'LAKE_STORE_DENIED', 2],
  ['ENOTDIR', 'LAKE_STORE_NOT_FOLDER', 2],
  ['ENAMETOOLONG', 'LAKE_KEY', 1],
  ['EMFILE', 'LAKE_STORE_BUSY', 1],
  ['EXDEV', 'LAKE_STORE_REFUSED', 2],
])('%s of the file system is %s', (systemCode, code, exitCode) => {
  const failure = Object.assign(new Error('system words'), { code: systemCode })
  const error = folderError(failure, '/zone/k')
  expect(LakeError.is(error)).toBe(true)
  expect(error).toMatchObject({ code, exitCode, cause: failure })
  expect((error as Error).message).toMatch(/\/zone\/k|files are open/)
})

test('what is none of these passes untouched', () => {
  const failure = new TypeError('a bug')
  expect(folderError(failure, '/zone/k')).toBe(failure)
})
