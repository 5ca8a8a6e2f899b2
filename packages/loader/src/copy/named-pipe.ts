import { execFile } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const reading = constants.O_RDONLY | constants.O_NONBLOCK
const writing = constants.O_WRONLY | constants.O_NONBLOCK
const releaseEveryMs = 20

/**
 * A pipe with a name in the file system: another library of this process writes to its path, we
 * read the stream. Nothing of the content touches a disk.
 *
 * Opening such a pipe blocks until the other end is there, and a blocked open cannot be cancelled.
 * So both ends are opened here first, without blocking: the writer never waits for a reader, and
 * the reader comes to its end only after `finish`, not because no writer was there yet.
 */
export class NamedPipe {
  readonly path: string
  readonly stream: Readable
  #ourEnd: number | undefined

  private constructor(path: string) {
    this.path = path
    const descriptor = openSync(path, reading)
    this.#ourEnd = openSync(path, writing)
    this.stream = new Socket({ fd: descriptor, readable: true, writable: false })
  }

  /** Makes a pipe, or returns undefined where the system has none: Windows, some mounted folders. */
  static async make(path: string): Promise<NamedPipe | undefined> {
    if (process.platform === 'win32') return undefined
    try {
      await promisify(execFile)('mkfifo', ['-m', '600', path])
    } catch {
      return undefined
    }
    return new NamedPipe(path)
  }

  /** Nothing more will be written: the reader comes to its end when it has read all. */
  finish(): void {
    if (this.#ourEnd !== undefined) closeSync(this.#ourEnd)
    this.#ourEnd = undefined
  }

  /**
   * Gives the pipe up and waits until its writer has noticed: a write fails as broken pipe, and a
   * writer that is only now about to open it is let in, to fail the same way.
   */
  async abandon(writer: Promise<unknown>): Promise<void> {
    this.stream.destroy()
    this.finish()
    let isWriting = true
    const ended = writer.then(
      () => {},
      () => {},
    )
    void ended.then(() => {
      isWriting = false
    })
    while (isWriting) {
      closeSync(openSync(this.path, reading))
      await Promise.race([ended, sleep(releaseEveryMs)])
    }
  }

  /** Takes the name away. */
  async remove(): Promise<void> {
    this.finish()
    await rm(this.path, { force: true })
  }
}
