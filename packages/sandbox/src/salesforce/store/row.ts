/** A compound value: the parts of an address or of a location. */
export type CompoundValue = Readonly<Record<string, string | number | null>>

/**
 * A value as the store keeps it. Datetimes are milliseconds since 1970; dates and times are text;
 * double, currency and percent are decimal literals, as exact as they were written; int is a number;
 * base64 is text.
 */
export type Value = string | number | boolean | null | CompoundValue

/** A record of an object: its values by the names of the fields. Never changed in place. */
export type Row = Readonly<Record<string, Value | undefined>>
