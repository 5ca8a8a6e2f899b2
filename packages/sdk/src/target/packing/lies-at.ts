/** Whether `part` lies in `bytes` at a place. */
export const liesAt = (bytes: Uint8Array, at: number, part: Uint8Array): boolean => {
  for (let index = 0; index < part.length; index++) {
    if (bytes[at + index] !== part[index]) return false
  }
  return true
}
