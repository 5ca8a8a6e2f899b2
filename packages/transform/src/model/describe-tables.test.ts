import { expect, test } from 'vitest'
import { describeTables } from './describe-tables.ts'
import { standardModel } from './standard-model.ts'

test('TABLES.md says what the definitions say (npx vitest run -u writes it)', async () => {
  await expect(describeTables(standardModel.entities)).toMatchFileSnapshot('../../TABLES.md')
})
