import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AuthError, ConfigError } from '@descant/sdk'
import { isSecretName } from '../project/literal-secrets.ts'
import { type Reference, textParts } from '../project/reference.ts'
import { parameterStore } from './parameter-store.ts'
import { type SecretsManager, secretsManager } from './secrets-manager.ts'

export interface SecretResolverOptions {
  readonly environment: NodeJS.ProcessEnv
  /** Where paths of `${file:…}` stand from. */
  readonly folder: string
  /** Where a reference stands in the project file, as `descant.yaml:12:7`. */
  readonly placeOf?: (text: string) => string | undefined
  /** @default AWS Secrets Manager */
  readonly secretsManager?: SecretsManager
  /** @default AWS SSM Parameter Store */
  readonly parameterStore?: SecretsManager
}

/** Whether what a reference gave is kept out of logs: a name of the environment may be harmless. */
const isSecret = (reference: Reference, path: readonly (string | number)[]) =>
  reference.store !== 'env' || isSecretName(String(path.at(-1) ?? ''))

/**
 * Puts in what references point to, at the moment it is needed. What was asked for once is kept, and
 * every secret that it gave is remembered, so that logs can be scrubbed of it.
 */
export class SecretResolver {
  readonly #options: SecretResolverOptions
  readonly #known = new Map<string, Promise<string>>()
  readonly #secrets = new Set<string>()

  constructor(options: SecretResolverOptions) {
    this.#options = options
  }

  /** The secrets that were resolved so far. */
  get secrets(): readonly string[] {
    return [...this.#secrets]
  }

  /**
   * A text with its references put in.
   *
   * @throws {ConfigError} where a reference points to nothing.
   * @throws {AuthError} where the store refused to tell it.
   */
  async text(text: string, path: readonly string[] = []): Promise<string> {
    const parts = textParts(text)
    const told = await Promise.all(
      parts.map((part) => (typeof part === 'string' ? part : this.#lookUp(part))),
    )
    parts.forEach((part, at) => {
      if (typeof part !== 'string' && isSecret(part, path)) this.#secrets.add(told[at] as string)
    })
    return told.join('')
  }

  /** A text that is a secret as a whole, whatever is referred to in it: the URL of a database. */
  async secretText(text: string): Promise<string> {
    const told = await this.text(text)
    this.#secrets.add(told)
    return told
  }

  /** A value of any depth with the references in its texts put in. */
  async value(value: unknown, path: readonly string[] = []): Promise<unknown> {
    if (typeof value === 'string') return this.text(value, path)
    if (typeof value !== 'object' || value === null) return value
    const entries = await Promise.all(
      Object.entries(value).map(
        async ([name, inner]) => [name, await this.value(inner, [...path, name])] as const,
      ),
    )
    return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
  }

  /**
   * Keeps a new value where the reference points: a token that the source has rotated.
   *
   * @throws {ConfigError} where that is the environment, which cannot be written.
   */
  async store(reference: Reference, text: string): Promise<void> {
    const { store, name, key } = reference
    this.#secrets.add(text)
    if (store === 'env') {
      const message =
        'was rotated by the source, and the environment cannot keep it: refer to a secret store or a file instead'
      throw new ConfigError([{ path: reference.text, message }])
    }
    if (store === 'file') {
      await writeFile(resolve(this.#options.folder, name), `${text}\n`, { mode: 0o600 })
    } else {
      const service = this.#service(store)
      await service.write(
        name,
        key === undefined ? text : await withMember(service, name, key, text),
      )
    }
    this.#known.set(reference.text, Promise.resolve(text))
  }

  #lookUp(reference: Reference): Promise<string> {
    const known = this.#known.get(reference.text) ?? this.#ask(reference)
    this.#known.set(reference.text, known)
    return known
  }

  async #ask(reference: Reference): Promise<string> {
    const { store, name, key, instead, text } = reference
    if (store === 'env') {
      const value = this.#options.environment[name] || instead
      if (value) return value
      throw this.#missing(text, 'is not set in the environment')
    }
    if (store === 'file') {
      const file = resolve(this.#options.folder, name)
      const content = await readFile(file, 'utf8').catch((cause) => {
        throw this.#missing(text, `cannot be read (${cause.code})`, cause)
      })
      return content.trimEnd()
    }
    const secret = await this.#service(store)
      .read(name)
      .catch((cause) => {
        throw this.#refusedBy(reference, cause)
      })
    if (secret === undefined) {
      throw this.#missing(text, 'is empty')
    }
    if (key === undefined) return secret
    const member = membersOf(secret)?.[key]
    if (member === undefined) throw this.#missing(text, `is no JSON object with ${key}`)
    return typeof member === 'string' ? member : JSON.stringify(member)
  }

  #missing(text: string, message: string, cause?: unknown): ConfigError {
    return new ConfigError([{ path: this.#placed(text), message }], { cause })
  }

  /** The reference, after its place in the project file. */
  #placed(text: string): string {
    const place = this.#options.placeOf?.(text)
    return place === undefined ? text : `${place} ${text}`
  }

  /** Names of AWS errors say enough; their messages may tell more than a log should hold. */
  #refusedBy({ text }: Reference, cause: unknown): Error {
    const name = String((cause as { name?: unknown }).name)
    if (/NotFound/.test(name)) return this.#missing(text, 'is not there', cause)
    return new AuthError(
      `${this.#placed(text)} could not be read (${name}): check that this task or user may read it, and that its region is set.`,
      { cause },
    )
  }

  #service(store: 'secretsmanager' | 'ssm'): SecretsManager {
    return store === 'ssm'
      ? (this.#options.parameterStore ?? parameterStore)
      : (this.#options.secretsManager ?? secretsManager)
  }
}

const membersOf = (secret: string): Record<string, unknown> | undefined => {
  try {
    const value = JSON.parse(secret)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const withMember = async (service: SecretsManager, name: string, key: string, text: string) =>
  JSON.stringify({ ...membersOf((await service.read(name)) ?? '{}'), [key]: text })
