import type { Clock } from '../../clock.ts'
import { Random } from '../../random.ts'
import type { Conditions } from '../conditions.ts'
import { groupRows, scatterRows } from './arrange-rows.ts'
import {
  type BulkFault,
  type BulkOperation,
  isUnderWay,
  LINK_SECONDS,
  progressAt,
} from './bulk-operation.ts'
import { BulkResult } from './bulk-result.ts'
import { type BulkRow, flattenResult } from './flatten-result.ts'
import type { ObjectPlan } from './plan-query.ts'

/** What to start a bulk operation with. */
export interface BulkRequest {
  readonly app: string
  readonly query: string
  /** What the query found, as it was when the operation began. */
  readonly data: unknown
  readonly plan: ObjectPlan
  /** Whether children stand right below their parents. */
  readonly isGrouped: boolean
  readonly fault?: BulkFault
}

/** A file of an operation, and until when its link is good. */
export interface BulkFile {
  readonly bytes: Buffer
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** What a link has to carry. */
  readonly signature: string
}

/** An operation as the API shows it. Links are paths; they are undefined where there is no file. */
export interface BulkView {
  readonly id: number
  readonly type: 'QUERY'
  readonly query: string
  readonly createdAt: number
  /** When it came to its end, or else when it began. */
  readonly updatedAt: number
  readonly completedAt: number | null
  readonly status: string
  readonly errorCode: string | null
  readonly objectCount: number
  readonly rootObjectCount: number
  readonly fileSize: number | null
  readonly path: string | undefined
  readonly partialPath: string | undefined
}

interface Entry {
  operation: BulkOperation
  readonly result: BulkResult
  readonly fileName: string
  readonly signature: string
}

const FIRST_ID = 8066670100786
const ID_STEP = 32768

/** Children next to their parents cost the real API more; how much is not told. */
const SPEED_OF_GROUPED = 0.5

/** The bulk operations of a shop, of all its apps. */
export class BulkOperations {
  readonly #clock: Clock
  readonly #seed: number
  readonly #entries = new Map<number, Entry>()
  readonly #files = new Map<string, Entry>()
  readonly #conditions: Conditions

  constructor(clock: Clock, seed: number, conditions: Conditions) {
    this.#clock = clock
    this.#seed = seed
    this.#conditions = conditions
  }

  /** Starts an operation on what its query found. */
  start({ app, query, data, plan, isGrouped, fault = {} }: BulkRequest): BulkView {
    const speed = this.#conditions.bulkObjectsPerSecond * (isGrouped ? SPEED_OF_GROUPED : 1)
    return this.#begin(
      { app, query, fault, speed },
      flattenResult(data, plan, fault.shortList),
      isGrouped,
    )
  }

  /** Starts operations that get nowhere, as another process with the same credentials would. */
  occupy(app: string, count: number): BulkView[] {
    const query = '{ products { edges { node { id } } } }'
    const fault = { ending: 'STALLED', afterObjects: 0 } as const
    return Array.from({ length: count }, () =>
      this.#begin({ app, query, fault, speed: this.#conditions.bulkObjectsPerSecond }, [], false),
    )
  }

  #begin(
    request: { app: string; query: string; fault: BulkFault; speed: number },
    rows: readonly BulkRow[],
    isGrouped: boolean,
  ): BulkView {
    const random = new Random(this.#seed, 'bulk operation', this.#entries.size)
    const id = FIRST_ID + this.#entries.size * ID_STEP
    const lines = isGrouped ? groupRows(rows) : scatterRows(rows, random)
    const result = new BulkResult(lines, request.fault)
    const entry: Entry = {
      operation: {
        id,
        app: request.app,
        query: request.query,
        createdAt: this.#clock.now(),
        objects: result.objects,
        objectsPerSecond: request.speed,
        fault: request.fault,
      },
      result,
      fileName: random.hex(32),
      signature: random.hex(64),
    }
    this.#entries.set(id, entry)
    this.#files.set(entry.fileName, entry)
    return this.#view(entry)
  }

  /** An operation of an app, or undefined where it has none of this id. */
  find(app: string, id: number): BulkView | undefined {
    const entry = this.#entries.get(id)
    return entry?.operation.app === app ? this.#view(entry) : undefined
  }

  /** All operations of an app, the oldest first. */
  list(app: string): BulkView[] {
    return this.#of(app).map((entry) => this.#view(entry))
  }

  /** The operations of an app that take up a place. */
  underWay(app: string): BulkView[] {
    const now = this.#clock.now()
    return this.#of(app)
      .filter(({ operation }) => isUnderWay(operation, now))
      .map((entry) => this.#view(entry))
  }

  /** Asks an operation that is under way to end. */
  cancel(id: number): void {
    const entry = this.#entries.get(id)
    if (entry === undefined || entry.operation.canceledAt !== undefined) return
    entry.operation = { ...entry.operation, canceledAt: this.#clock.now() }
  }

  /** The file of a name, or undefined where there is none (yet). */
  file(name: string): BulkFile | undefined {
    const entry = this.#files.get(name)
    return entry && this.#fileOf(entry)
  }

  #of(app: string): Entry[] {
    return [...this.#entries.values()].filter(({ operation }) => operation.app === app)
  }

  #fileOf({ operation, result, signature }: Entry): BulkFile | undefined {
    const { fault } = operation
    const { status, objects, endedAt } = progressAt(operation, this.#clock.now())
    if (endedAt === null || objects === 0) return undefined
    const file = (bytes: () => Buffer, after = 0): BulkFile | undefined => {
      const availableAt = endedAt + after * 1000
      if (this.#clock.now() < availableAt) return undefined
      const expiresAt = availableAt + (fault.linkSeconds ?? LINK_SECONDS) * 1000
      return { bytes: bytes(), expiresAt, signature }
    }
    if (status === 'CANCELED') return file(() => result.linesUpTo(objects))
    if (status !== 'FAILED') return file(() => result.file)
    if (fault.partialData === undefined) return undefined
    return file(() => result.brokenAfter(objects), fault.partialData.afterSeconds)
  }

  #view(entry: Entry): BulkView {
    const { operation, result, fileName } = entry
    const progress = progressAt(operation, this.#clock.now())
    const file = this.#fileOf(entry)
    const path =
      file &&
      `/bulk/${fileName}?Expires=${Math.floor(file.expiresAt / 1000)}&Signature=${file.signature}&response-content-type=application%2Fjsonl`
    return {
      id: operation.id,
      type: 'QUERY',
      query: operation.query,
      createdAt: operation.createdAt,
      updatedAt: progress.endedAt ?? operation.createdAt,
      completedAt: progress.completedAt,
      status: progress.status,
      errorCode: progress.errorCode,
      objectCount: progress.objects,
      rootObjectCount: result.rootsAmong(progress.objects),
      fileSize: progress.completedAt === null || path === undefined ? null : result.fileSize,
      path: progress.status === 'FAILED' ? undefined : path,
      partialPath: progress.status === 'FAILED' ? path : undefined,
    }
  }
}
