import { Dice } from './dice.ts'

const SECOND = 1000
const DAY = 24 * 3600 * SECOND

/** How long the life of a generated org is, back from its now. */
const ORG_LIFE = 730 * DAY

/** How many moments there are at which some program touched many records of an object at once. */
const MASS_UPDATES = 6

/** Some leads came in by an import, which kept the stamps of the system they were taken from. */
const IMPORTED_OBJECT = 'Lead'
const IMPORTED_EVERY = 40
const IMPORTED_AT = Date.parse('1990-01-01T08:00:00Z')
const imported: Stamps = {
  created: IMPORTED_AT,
  modified: IMPORTED_AT,
  system: IMPORTED_AT,
  isDeleted: false,
  isOld: true,
}

/** How long records stay in the recycle bin, and how many of an object are there. */
const BIN_DAYS = 15
const BIN_SHARE = 0.03
/** Where there are a few records only, all of them are to be seen. */
const FEW = 10

/** Activities older than this are archived. */
const ARCHIVED_AFTER = 365 * DAY

/** When a record came and was last changed, in milliseconds since 1970 and on whole seconds. */
export interface Stamps {
  readonly created: number
  readonly modified: number
  /** Never before `modified`; later where the system itself touched the record. */
  readonly system: number
  /** In the recycle bin, since `system`. */
  readonly isDeleted: boolean
  /** So old that only `queryAll` finds it, if it is an activity. */
  readonly isOld: boolean
}

/**
 * The stamps of the records of an object: created in the order of their ids over two years, hundreds
 * changed in the same second, some never.
 *
 * @param now The moment that nothing is later than.
 */
export function stampsOf(
  seed: number,
  object: string,
  size: number,
  now: number,
): (index: number) => Stamps {
  const dice = new Dice(seed, object, 'stamps')
  const start = now - ORG_LIFE
  const step = (ORG_LIFE - DAY) / Math.max(1, size)
  const second = (moment: number) => Math.floor(moment / SECOND) * SECOND
  const massUpdates = Array.from({ length: MASS_UPDATES }, (_, turn) =>
    second(start + dice.fraction(-2 - turn) * (ORG_LIFE - DAY)),
  )
  return (index) => {
    if (object === IMPORTED_OBJECT && index % IMPORTED_EVERY === IMPORTED_EVERY - 1) return imported
    const created = second(start + (index + dice.fraction(index)) * step)
    const isOld = created < now - ARCHIVED_AFTER
    if (size >= FEW && dice.chance(index, BIN_SHARE, 7)) {
      const deleted = Math.max(created, second(now - dice.fraction(index, 8) * BIN_DAYS * DAY))
      return { created, modified: deleted, system: deleted, isDeleted: true, isOld }
    }
    const modified = second(modifiedAt(dice, index, created, now, massUpdates))
    const system = dice.chance(index, 0.1, 3)
      ? second(Math.min(now - SECOND, modified + dice.fraction(index, 4) * DAY))
      : modified
    return { created, modified, system: Math.max(modified, system), isDeleted: false, isOld }
  }
}

function modifiedAt(
  dice: Dice,
  index: number,
  created: number,
  now: number,
  massUpdates: readonly number[],
): number {
  if (dice.chance(index, 0.35, 1)) return created
  const later = massUpdates.filter((moment) => moment >= created)
  if (later.length > 0 && dice.chance(index, 0.5, 2)) return dice.pick(index, later, 5)
  return created + dice.fraction(index, 6) * (now - SECOND - created)
}
