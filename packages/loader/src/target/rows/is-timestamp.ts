/** Whether a text is a time that PostgreSQL reads, whatever wrote it. */
export const isTimestamp = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)
