import { expect, test } from 'vitest'
import { wildcardsIn } from './wildcards-in.ts'

const found = (statement: object) =>
  wildcardsIn({
    Resources: {
      Role: { Properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] } },
    },
  }).map(({ sid, what }) => `${sid}: ${what}`)

test.each([
  ['an action', { Action: 's3:*', Resource: 'a' }, ['x: Action s3:*']],
  [
    'one of several actions',
    { Action: ['s3:Get', 'kms:De*'], Resource: 'a' },
    ['x: Action kms:De*'],
  ],
  ['everything', { Action: 'a', Resource: '*' }, ['x: Resource *']],
  [
    'what is joined',
    { Action: 'a', Resource: { 'Fn::Join': ['', [{ Ref: 'B' }, '/c/*']] } },
    ['x: Resource /c/*'],
  ],
  ['one character', { Action: 'a', Resource: 'secret:b-??????' }, ['x: Resource secret:b-??????']],
  ['all but', { NotAction: 'a', NotResource: 'b/*' }, ['x: NotResource b/*']],
  [
    'a condition',
    { Action: 'a', Resource: 'b', Condition: { StringLike: { c: ['d/*'] } } },
    ['x: Condition d/*'],
  ],
  ['everybody', { Action: 'a', Resource: 'b', Principal: '*' }, ['x: Principal *']],
  ['everybody of AWS', { Action: 'a', Resource: 'b', Principal: { AWS: '*' } }, ['x: Principal *']],
  ['nothing', { Action: 'a:B', Resource: 'b', Principal: { AWS: 'c' } }, []],
])('%s', (_, statement, expected) => {
  expect(found({ Sid: 'x', Effect: 'Allow', ...statement })).toEqual(expected)
})

test('a refusal is meant for everybody', () => {
  expect(found({ Effect: 'Deny', Action: 'a', Resource: 'b', Principal: '*' })).toEqual([])
  expect(found({ Effect: 'Deny', Action: '*', Resource: 'b' })).toEqual(['undefined: Action *'])
})
