/** Where a reference points: the environment, AWS Secrets Manager, SSM Parameter Store, a file. */
type ReferenceStore = 'env' | 'secretsmanager' | 'ssm' | 'file'

/**
 * A value that stands elsewhere: `${env:NAME}`, `${env:NAME:-instead}`,
 * `${secretsmanager:ARN_OR_NAME#json_key}`, `${ssm:/path}`, `${file:/run/secrets/token}`.
 */
export interface Reference {
  readonly store: ReferenceStore
  readonly name: string
  /** The member of a secret that is a JSON object. */
  readonly key?: string
  /** What is taken where the environment has no such variable. */
  readonly instead?: string
  /** The reference as it was written. */
  readonly text: string
}

/** A text, cut into what stands as it is and what is referred to. */
export type TextPart = string | Reference

const pattern = /\$\$\{|\$\{(env|secretsmanager|ssm|file):([^}]*)\}/g

const referenceOf = (text: string, store: ReferenceStore, inside: string): Reference => {
  if (store === 'env') {
    const at = inside.indexOf(':-')
    return at < 0
      ? { store, name: inside, text }
      : { store, name: inside.slice(0, at), instead: inside.slice(at + 2), text }
  }
  const at = store === 'secretsmanager' ? inside.lastIndexOf('#') : -1
  return at < 0
    ? { store, name: inside, text }
    : { store, name: inside.slice(0, at), key: inside.slice(at + 1), text }
}

/**
 * Cuts a text at its references. `$${` is a literal `${`; any other `${…}` stays as it is.
 *
 * @example
 * textParts('s3://${env:BUCKET}/raw') // ['s3://', { store: 'env', name: 'BUCKET', … }, '/raw']
 */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    const [whole, store, inside = ''] = match
    if (match.index > at) parts.push(text.slice(at, match.index))
    parts.push(store === undefined ? '${' : referenceOf(whole, store as ReferenceStore, inside))
    at = match.index + whole.length
  }
  if (at < text.length) parts.push(text.slice(at))
  return parts
}

/** The references in a value of any depth. */
export function referencesIn(value: unknown): readonly Reference[] {
  if (typeof value === 'string') return textParts(value).filter((part) => typeof part !== 'string')
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(referencesIn)
}
