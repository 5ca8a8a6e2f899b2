import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net'

/** What a pipe of Linux holds by default. */
const bufferBytes = 64 * 1024

/**
 * Reads a pipe or a socket to its end. All chunks come in the same memory, each valid until the next is
 * asked for: new memory for each would be a tenth of a fast target's time.
 *
 * @param fd Its file descriptor; closed at the end, but for those of stdin, stdout and stderr.
 */
export async function* readPipe(fd: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes)
  let arrived = 0
  let ending: { readonly error?: Error } | undefined
  let wake = () => {}
  const onread = {
    buffer,
    callback: (bytes: number) => {
      arrived = bytes
      wake()
      // Nothing is read before the next chunk is asked for.
      return false
    },
  }
  const options: SocketConstructorOpts & ConnectOpts = { fd, writable: false, onread }
  const socket = new Socket(options)
  const end = (error?: Error) => {
    ending ??= error ? { error } : {}
    wake()
  }
  socket
    .once('error', end)
    .once('end', end)
    .once('close', () => end())
  try {
    while (ending === undefined) {
      arrived = 0
      const next = new Promise<void>((resolve) => {
        wake = resolve
      })
      socket.resume()
      await next
      if (arrived > 0) yield buffer.subarray(0, arrived)
    }
    if (ending.error) throw ending.error
  } finally {
    socket.destroy()
  }
}
