import type { Selection } from '../protocol/selection.ts'
import type { OpenStream } from './define-tap.ts'

/** A stream that is to be read, and what of it is wanted. */
export interface WantedStream {
  readonly stream: OpenStream
  readonly selection: Selection
}

/** A stream in its family: read for itself, or because a child of it is wanted. */
export interface Member extends WantedStream {
  readonly children: readonly Member[]
}

/** Whether anything of a member is wanted: itself or what is read for it. */
const isWanted = ({ selection, children }: Member): boolean =>
  selection.selected || children.some(isWanted)

/**
 * Puts streams with their parents: one family for each stream without a parent, with those children
 * of it that are wanted. A parent that is not wanted itself is read for its children.
 */
export function familiesOf(streams: readonly WantedStream[]): readonly Member[] {
  const memberOf = (wanted: WantedStream): Member => ({
    ...wanted,
    children: streams
      .filter(({ stream }) => stream.parent === wanted.stream.name)
      .map(memberOf)
      .filter(isWanted),
  })
  return streams
    .filter(({ stream }) => stream.parent === undefined)
    .map(memberOf)
    .filter(isWanted)
}

/** A member and all that is read for it, parents first. */
export function* membersOf(member: Member): Generator<Member> {
  yield member
  for (const child of member.children) yield* membersOf(child)
}
