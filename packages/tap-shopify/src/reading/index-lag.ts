/**
 * Shopify filters and sorts by a search index that learns of a change some seconds after it, or
 * minutes on a bad day. Until then the record stands at its old place, though it is given out with its
 * new content and its new `updatedAt`.
 */

/** The longest that the index is believed to lag, in seconds. */
export const indexLagSeconds = 300

/**
 * How far before the bookmark the next run begins, in seconds. Twice the lag: once for what the index
 * did not show yet when a run ended, once for what moved from one window to the next during it.
 */
export const lookbackSeconds = 2 * indexLagSeconds
