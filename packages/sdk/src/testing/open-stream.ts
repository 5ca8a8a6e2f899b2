import type { Tap } from '@descant/sdk'

/** A stream of a tap that has been opened. */
export type OpenStream = Awaited<ReturnType<Tap['open']>>[number]
