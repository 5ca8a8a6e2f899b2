/** A control request that cannot be done as it was asked; the message says what would do. */
export class ControlError extends Error {}

/**
 * The settings of a control request, read one by one with their defaults.
 *
 * @example
 * const settings = new Settings({ seconds: 90 })
 * settings.number('seconds') // 90
 * settings.text('kind') // throws: "kind" is missing
 */
export class Settings {
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  /** The names of all that is given. */
  get names(): string[] {
    return Object.keys(this.#values)
  }

  /** Whether something is given under a name. */
  has(name: string): boolean {
    return this.#values[name] != null
  }

  /** A number that is not negative. */
  number(name: string, otherwise?: number): number {
    return this.#read(name, otherwise, 'a number from 0 on', (value) => {
      return typeof value === 'number' && Number.isFinite(value) && value >= 0
    })
  }

  /** A whole number from 1 on. */
  positive(name: string, otherwise?: number): number {
    return this.#read(name, otherwise, 'a whole number from 1 on', (value) => {
      return Number.isSafeInteger(value) && (value as number) > 0
    })
  }

  text(name: string, otherwise?: string): string {
    return this.#read(name, otherwise, 'a text', (value) => typeof value === 'string')
  }

  texts(name: string, otherwise?: readonly string[]): readonly string[] {
    return this.#read(name, otherwise, 'a list of texts', (value) => {
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
    })
  }

  flag(name: string, otherwise?: boolean): boolean {
    return this.#read(name, otherwise, 'true or false', (value) => typeof value === 'boolean')
  }

  choice(name: string, choices: readonly string[]): string {
    const expected = `one of ${choices.join(', ')}`
    return this.#read<string>(name, undefined, expected, (value) =>
      choices.includes(value as string),
    )
  }

  /** A moment, as 2026-11-01T00:00:00Z, in milliseconds since 1970; none before `earliest`. */
  moment(name: string, earliest: number): number {
    const text = this.#read<string>(
      name,
      undefined,
      `a time from now on, as 2026-12-01T00:00:00Z`,
      (value) => {
        return typeof value === 'string' && Date.parse(value) >= earliest
      },
    )
    return Date.parse(text)
  }

  /** An object of settings. */
  object(name: string, otherwise?: object): Readonly<Record<string, unknown>> {
    return this.#read(name, otherwise as Record<string, unknown>, 'an object', (value) => {
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    })
  }

  /**
   * A value of the type of its default; null stands for a number that need not be told, a
   * list for one of its texts, of which the first is the default.
   */
  like(name: string, otherwise: unknown): unknown {
    if (otherwise === null) return this.has(name) ? this.number(name) : null
    if (typeof otherwise === 'number') return this.number(name, otherwise)
    if (typeof otherwise === 'boolean') return this.flag(name, otherwise)
    if (typeof otherwise === 'string') return this.text(name, otherwise)
    if (Array.isArray(otherwise))
      return this.has(name) ? this.choice(name, otherwise) : otherwise[0]
    return this.object(name, otherwise as object)
  }

  #read<T>(
    name: string,
    otherwise: T | undefined,
    expected: string,
    fits: (value: unknown) => boolean,
  ): T {
    const value = this.#values[name] ?? otherwise
    if (value === undefined) throw new ControlError(`"${name}" is missing: give ${expected}`)
    if (!fits(value)) throw new ControlError(`"${name}" has to be ${expected}`)
    return value as T
  }
}
