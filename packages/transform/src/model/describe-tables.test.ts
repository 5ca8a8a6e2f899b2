import { expect, test } from 'vitest'
import { describeTables } from './describe-tables.ts'
import { entities } from './model.ts'

test('TABLES.md says what the definitions say (npx vitest run -u writes it)', async () => {
  await expect(describeTables(entities)).toMatchFileSnapshot('../../TABLES.md')
})
