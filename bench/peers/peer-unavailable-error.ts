/** The other side of a bench cannot be had on this machine; says why. The bench exits with 3. */
export class PeerUnavailableError extends Error {}
