/** A text as an SQL string literal: `it's` => `'it''s'`. */
export const sqlString = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A name as an SQL identifier, whatever it holds: `order "x"` => `"order ""x"""`. */
export const sqlIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
