/** How hard is looked for what was there before. */
export interface Effort {
  /** So many earlier places are looked at. */
  readonly probes: number
  /** Where a match is shorter, the next byte may begin a better one. */
  readonly lazy: number
  /** A match of so many bytes is taken without looking for a longer one; 258 is the longest. */
  readonly enough: number
  /** Of a longer match only so many bytes, at its begin and at its end, can be found again. */
  readonly known: number
}

/** For the levels 1 to 9: those of gzip, in what they cost and give. */
export const efforts: readonly Effort[] = [
  { probes: 1, lazy: 0, enough: 32, known: 8 },
  { probes: 2, lazy: 0, enough: 64, known: 8 },
  { probes: 3, lazy: 4, enough: 64, known: 8 },
  { probes: 4, lazy: 8, enough: 64, known: 8 },
  { probes: 6, lazy: 8, enough: 64, known: 12 },
  { probes: 8, lazy: 8, enough: 64, known: 12 },
  { probes: 16, lazy: 16, enough: 128, known: 32 },
  { probes: 64, lazy: 32, enough: 258, known: 128 },
  { probes: 1024, lazy: 258, enough: 258, known: 258 },
]
