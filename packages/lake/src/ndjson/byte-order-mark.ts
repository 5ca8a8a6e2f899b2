/** What some programs put before UTF-8; it is no part of the first line. */
export const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
