/** A record of another stream, by its global id; null where there is none, or no longer. */
export const reference = {
  type: ['null', 'object'],
  properties: { id: { type: 'string' } },
} as const
