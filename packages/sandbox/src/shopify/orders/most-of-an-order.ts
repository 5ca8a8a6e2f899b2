/** How many refunds, returns, … an order has at most; the ids of all follow from its own. */
export const MOST_OF_AN_ORDER = 8
