const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const checkDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** What follows the prefix in every id of this org: pod and reserved digits. */
const POD = '5e00000'

/**
 * The id of the `index`-th record of an object, in its 18 characters. Ids grow with the index.
 *
 * @example
 * recordId('001', 0) // '0015e000000000AAAA' as 15 characters and three that tell their capitals
 */
export function recordId(keyPrefix: string, index: number): string {
  let counter = ''
  let rest = index
  for (let place = 0; place < 5; place++) {
    counter = (digits[rest % 62] as string) + counter
    rest = Math.floor(rest / 62)
  }
  return longId(`${keyPrefix}${POD}${counter}`)
}

/**
 * The 18 characters of an id, from its first 15: the last three tell which letters are capitals.
 *
 * @see https://help.salesforce.com/s/articleView?id=000383278
 */
export function longId(id: string): string {
  if (id.length !== 15) return id
  let check = ''
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0
    for (let place = 0; place < 5; place++) {
      const code = id.charCodeAt(chunk + place)
      if (code >= 65 && code <= 90) bits |= 1 << place
    }
    check += checkDigits[bits]
  }
  return id + check
}

/** The index of a record, back from its id of 15 or 18 characters; undefined where it is none. */
export function recordIndex(keyPrefix: string, id: string): number | undefined {
  const isLong = id.length === 18
  if (!(isLong || id.length === 15) || !id.startsWith(keyPrefix + POD)) return undefined
  if (isLong && longId(id.slice(0, 15)) !== id) return undefined
  let index = 0
  for (const digit of id.slice(10, 15)) index = index * 62 + digits.indexOf(digit)
  return index
}
