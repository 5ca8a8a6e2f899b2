/** An HTTP date, as `If-Modified-Since` wants it; a second earlier, since it has no milliseconds. */
export const httpDate = (milliseconds: number): string =>
  new Date(milliseconds - 1000).toUTCString()
