import { LakeError } from '../errors.ts'
import { type CastType, castTypes } from './cast-literal.ts'
import type { PatchStep } from './patch-record.ts'

const step = /^(\S+)(?:\s+(\S+))?(?:\s+(.*))?$/s

/**
 * Reads a step as it is written on a command line: `replace /path JSON`, `remove /path`,
 * `cast /path string|integer|number|boolean`.
 *
 * @throws {LakeError} `LAKE_PATCH_STEP`, exit code 2.
 * @example
 * parsePatchStep('cast /lineItems/*\/price string')
 * // { op: 'cast', path: '/lineItems/*\/price', to: 'string' }
 */
export function parsePatchStep(text: string): PatchStep {
  const [, op, path = '', rest = ''] = step.exec(text.trim()) ?? []
  return checkPatchStep(
    op === 'replace'
      ? { op, path, value: rest }
      : op === 'cast'
        ? { op, path, to: rest.trim() }
        : { op, path, ...(rest === '' ? {} : { rest }) },
    text,
  )
}

/**
 * Reads steps as a file holds them: a JSON list of `{"op", "path", "value" | "to", "match"}`, the
 * `value` of a replace as JSON itself. A number that a double would round is refused: write it as a
 * step on the command line, where its digits stay.
 *
 * @throws {LakeError} `LAKE_PATCH_STEP`, exit code 2.
 */
export function parsePatchFile(text: string): PatchStep[] {
  let steps: unknown
  try {
    steps = JSON.parse(text)
  } catch {
    throw stepError('the file is not JSON')
  }
  if (!Array.isArray(steps)) throw stepError('the file must hold a list of steps')
  return steps.map((one: unknown) => {
    const shown = JSON.stringify(one)
    if (typeof one !== 'object' || one === null) throw stepError(`${shown} is no step`)
    const { value, match, ...others } = one as Record<string, unknown>
    if (isRounded(value)) throw stepError(`${shown} holds a number that would be rounded`)
    const asText = match === undefined ? JSON.stringify(value) : value
    return checkPatchStep(
      {
        ...others,
        ...(value === undefined ? {} : { value: asText }),
        ...(match === undefined ? {} : { match }),
      },
      shown,
    )
  })
}

/** A parsed number that may not be what was written. */
const isRounded = (value: unknown): boolean =>
  typeof value === 'number'
    ? !Number.isSafeInteger(value) && String(value).replace(/[-.]/g, '').length > 15
    : typeof value === 'object' && value !== null && Object.values(value).some(isRounded)

function checkPatchStep(one: Readonly<Record<string, unknown>>, shown: string): PatchStep {
  const { op, path, value, to, match, ...unknown } = one
  if (op !== 'replace' && op !== 'remove' && op !== 'cast') {
    throw stepError(`${shown}: a step is replace, remove or cast`)
  }
  const isPath = typeof path === 'string' && path.startsWith('/') && path.length > 1
  if (!isPath) {
    throw stepError(
      `${shown}: the path must be a JSON pointer to a field, as /total or /items/*/price`,
    )
  }
  if (Object.keys(unknown).length > 0)
    throw stepError(`${shown}: ${Object.keys(unknown)[0]} is not known`)
  if (op === 'remove') return { op, path }
  if (op === 'cast') {
    if (castTypes.includes(to as CastType)) return { op, path, to: to as CastType }
    throw stepError(`${shown}: cast goes to ${castTypes.join(', ')}`)
  }
  if (match !== undefined) {
    if (!isPattern(match)) throw stepError(`${shown}: match is no regular expression`)
    if (typeof value !== 'string') throw stepError(`${shown}: with match, value is a text`)
    return { op, path, value, match: String(match) }
  }
  if (typeof value !== 'string' || !isJson(value)) {
    throw stepError(`${shown}: the value must be JSON; a text stands in double quotes`)
  }
  return { op, path, value }
}

const isPattern = (value: unknown) => {
  try {
    return typeof value === 'string' && new RegExp(value, 'gu') instanceof RegExp
  } catch {
    return false
  }
}

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const stepError = (words: string) =>
  new LakeError('LAKE_PATCH_STEP', `The patch is not valid: ${words}.`, { exitCode: 2 })
