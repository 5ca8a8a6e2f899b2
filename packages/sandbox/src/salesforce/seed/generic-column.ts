import type { Field } from '../schema/field.ts'
import type { Column, ColumnContext, MakeColumn } from './column.ts'
import { decimalLiteral } from './decimal-literal.ts'
import { Dice } from './dice.ts'

const DAY = 24 * 3600 * 1000

/** Of the fields that may be empty, so many are. */
const EMPTY_SHARE = 0.25

/** Text that CSV, JSON and those who split either trip over. */
const sentences = [
  'Follow up next week',
  'Says: "call me back", twice\nand then, on another line, no more',
  'Größenwahn & Söhne; straße',
  '東京の顧客 🎌',
  'N/A',
  'comma, semicolon; tab\there',
  "L'été — déjà vu",
  '00123',
  'line one\r\nline two',
  'null',
  'emoji 👩‍👩‍👧 and a backslash \\',
  '=SUM(A1:A2)',
  ' leading and trailing blanks ',
]

/** System fields mean the same in every object. */
const systemColumns: Readonly<Record<string, MakeColumn>> = {
  Id:
    ({ object, idOf }) =>
    (index) =>
      idOf(object.name, index) ?? '',
  IsDeleted:
    ({ stamps }) =>
    (index) =>
      stamps(index).isDeleted,
  IsArchived:
    ({ stamps, object }) =>
    (index) =>
      /^(Task|Event)$/.test(object.name) && stamps(index).isOld,
  CreatedDate:
    ({ stamps }) =>
    (index) =>
      stamps(index).created,
  LastModifiedDate:
    ({ stamps }) =>
    (index) =>
      stamps(index).modified,
  SystemModstamp:
    ({ stamps }) =>
    (index) =>
      stamps(index).system,
  LoginTime:
    ({ stamps }) =>
    (index) =>
      stamps(index).created,
  MasterRecordId: () => () => null,
  MasterLabel:
    ({ object }) =>
    (index) =>
      `${object.label} ${index + 1}`,
  DeveloperName:
    ({ object }) =>
    (index) =>
      `${object.label.replaceAll(' ', '_')}_${index + 1}`,
  NamespacePrefix: () => () => null,
}

/**
 * The values of a field, as usual for its type.
 *
 * @example
 * const column = genericColumn(context, field)
 * column(0) // of the first record
 */
export function genericColumn(context: ColumnContext, field: Field): Column {
  const known = systemColumns[field.name]
  if (known !== undefined) return known(context, field)
  const dice = new Dice(context.seed, context.object.name, field.name)
  const column = columnOfType(context, field, dice)
  if (!field.nillable) return column
  return (index) => (dice.chance(index, EMPTY_SHARE, 9) ? null : column(index))
}

function columnOfType(context: ColumnContext, field: Field, dice: Dice): Column {
  const { type, name, picklistValues } = field
  switch (type) {
    case 'id':
    case 'reference':
      return referenceColumn(context, field, dice)
    case 'boolean':
      return (index) => dice.chance(index, 0.3)
    case 'int':
      return (index) => dice.integer(index, 0, 5000)
    case 'double':
    case 'currency':
    case 'percent':
      return (index) => decimalLiteral(field, dice, index)
    case 'date':
      return (index) => dayOf(context.stamps(index).created + dice.integer(index, 0, 400) * DAY)
    case 'datetime':
      return (index) => context.stamps(index).created + dice.integer(index, 0, 8640) * 1000
    case 'time':
      return (index) =>
        `${two(dice.integer(index, 0, 23))}:${two(dice.integer(index, 0, 59, 1))}:00.000Z`
    case 'picklist':
      return (index) =>
        picklistValues.length === 0
          ? null
          : (picklistValues[skewed(dice, index, picklistValues.length)] ?? null)
    case 'multipicklist':
      return (index) => {
        const chosen = picklistValues.filter((_, place) => dice.chance(index, 0.4, place + 20))
        return chosen.length === 0 ? null : chosen.join(';')
      }
    case 'email':
      return (index) => `${name.toLowerCase()}.${index}@example.com`
    case 'phone':
      return (index) => `+1415555${String(dice.integer(index, 0, 9999)).padStart(4, '0')}`
    case 'url':
      return (index) =>
        `https://${context.object.name.toLowerCase().replaceAll('_', '-')}.example/${index}`
    case 'base64':
      return (index) =>
        Buffer.from(`File ${index} of ${name}: ${dice.pick(index, sentences)}`).toString('base64')
    case 'anyType':
      return (index) => anything(dice, index)
    case 'address':
    case 'location':
      return () => null
    case 'string':
    case 'textarea':
      return textColumn(context, field, dice)
  }
}

function referenceColumn(context: ColumnContext, field: Field, dice: Dice): Column {
  const targets = field.referenceTo.filter((target) => context.idOf(target, 0) !== null)
  // A user is nearly always the better owner.
  const target = targets.includes('User') ? ['User'] : targets
  if (target.length === 0) return () => null
  return (index) => context.idOf(dice.pick(index, target), dice.integer(index, 0, 0x3fff_ffff, 1))
}

function textColumn({ object }: ColumnContext, field: Field, dice: Dice): Column {
  if (field.nameField) return (index) => `${object.label} ${String(index + 1).padStart(5, '0')}`
  if (field.length < 40)
    return (index) => `${field.label.slice(0, field.length - 6)}${index % 100_000}`
  return (index) => dice.pick(index, sentences).slice(0, field.length)
}

/** What a history keeps: text that looks like a number, a number, a date, nothing, or empty text. */
function anything(dice: Dice, index: number): string | null {
  const literals = ['00123', '12.50', 'true', '2026-10-01', 'Closed Won', '', '1e5', '75000.0']
  return dice.chance(index, 0.1, 7) ? null : dice.pick(index, literals)
}

/** The first of a list more often than the last. */
function skewed(dice: Dice, index: number, length: number): number {
  return Math.floor(dice.fraction(index) * dice.fraction(index, 1) * length)
}

/** A day, as `2026-10-01`. */
function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}

const two = (number: number) => String(number).padStart(2, '0')
