const zero = 48
const half = 1e8

/** Writes a number of so many digits. Two halves, because bit operations hold 32 bits alone. */
const writeDigits = (bytes: Uint8Array, at: number, digits: number, value: number): void => {
  let high = Math.floor(value / half)
  let low = value - high * half
  for (let place = digits - 1; place >= 0; place--) {
    if (digits - place <= 8) {
      const rest = (low / 10) | 0
      bytes[at + place] = zero + low - rest * 10
      low = rest
    } else {
      const rest = Math.floor(high / 10)
      bytes[at + place] = zero + high - rest * 10
      high = rest
    }
  }
}

/**
 * What is appended to a record that has at least one member and none of ours, as bytes: the head from
 * its last brace to the time when the tap read it, that time, and the tail up to the line end. Most
 * records in a row share all but the sequence, so only that is written anew.
 */
export class EnvelopeBytes {
  readonly head: Buffer = Buffer.from(',"_sdc_extracted_at":')
  #extractedAt: string | undefined
  #headOf = Buffer.alloc(0)
  #receivedAt = ''
  #batchedAt = ''
  #version: number | undefined
  #tail = Buffer.alloc(0)
  #digitsAt = 0
  #digits = 0

  /** Says what holds for the records from here on. */
  set(receivedAt: string, batchedAt: string, version?: number): void {
    const isKnown =
      receivedAt === this.#receivedAt && batchedAt === this.#batchedAt && version === this.#version
    if (isKnown) return
    this.#receivedAt = receivedAt
    this.#batchedAt = batchedAt
    this.#version = version
    this.#digits = 0
  }

  /** The head and a time. */
  headOf(extractedAt: string): Buffer {
    if (extractedAt !== this.#extractedAt) {
      this.#extractedAt = extractedAt
      this.#headOf = Buffer.concat([this.head, Buffer.from(JSON.stringify(extractedAt))])
    }
    return this.#headOf
  }

  /** The tail for the record of a sequence; its bytes are valid until the next call. */
  tailOf(sequence: number): Buffer {
    const digits = sequence >= 1e15 && sequence < 1e16 ? 16 : String(sequence).length
    if (digits !== this.#digits) this.#build(digits)
    writeDigits(this.#tail, this.#digitsAt, digits, sequence)
    return this.#tail
  }

  /** The place in the last tail where the sequence ends. */
  get lastDigit(): number {
    return this.#digitsAt + this.#digits - 1
  }

  /** How many sequences have as many digits, from the last one on. */
  sequencesFrom(sequence: number): number {
    return 10 ** this.#digits - sequence
  }

  #build(digits: number): void {
    const before =
      `,"_sdc_received_at":${JSON.stringify(this.#receivedAt)}` +
      `,"_sdc_batched_at":${JSON.stringify(this.#batchedAt)},"_sdc_sequence":`
    this.#digitsAt = Buffer.byteLength(before)
    this.#digits = digits
    const after = `,"_sdc_table_version":${this.#version ?? null}}\n`
    this.#tail = Buffer.from(before + '0'.repeat(digits) + after)
  }
}
