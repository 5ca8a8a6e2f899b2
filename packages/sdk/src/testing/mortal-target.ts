import type { Sink } from '@descant/sdk'
import type { OpenTarget } from '../target/define-target.ts'
import { aroundOpenTarget } from './around-target.ts'

/** A target that can be killed. */
export interface MortalTarget {
  readonly target: OpenTarget
  readonly isDead: boolean
  /** From here on nothing is committed any more, nothing is given up, and nothing is closed. */
  kill(): void
  /** Gives back what a killed target left open, once nobody looks at its destination any more. */
  release(): Promise<void>
}

const killed = () => Promise.reject(new Error('the run was killed'))

/** Makes a target end as a process does that is killed: what was under way goes through, no more. */
export function mortalTarget(open: OpenTarget): MortalTarget {
  let isDead = false
  const left: (() => Promise<void>)[] = []
  const wrap = <Item>(sink: Sink<Item>): Sink<Item> => ({
    isUnordered: sink.isUnordered ?? false,
    open(info) {
      const batch = sink.open(info)
      const abort = () => batch.abort()
      return {
        add: (item) => (isDead ? undefined : batch.add(item)),
        commit: () => {
          if (!isDead) return batch.commit()
          left.push(abort)
          return killed()
        },
        abort: async () => {
          if (isDead) left.push(abort)
          else await abort()
        },
      }
    },
  })
  const activateVersion = (_stream: string, _version: number, proceed: () => Promise<void>) =>
    isDead ? killed() : proceed()
  const mortal = aroundOpenTarget(open, { sink: wrap, activateVersion })
  return {
    target: {
      ...mortal,
      close: async () => {
        if (isDead) left.push(() => open.close())
        else await open.close()
      },
    },
    get isDead() {
      return isDead
    },
    kill: () => {
      isDead = true
    },
    release: async () => {
      for (const giveBack of left.splice(0)) await giveBack()
    },
  }
}
