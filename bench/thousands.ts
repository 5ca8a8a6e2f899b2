/** A count as people read it: 1,600. */
export const thousands = (count: number): string => count.toLocaleString('en-US')
