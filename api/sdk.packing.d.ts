/** The records of a piece as bytes, in whatever form the target writes. */
interface Packed {
    readonly bytes: Uint8Array;
}
/**
 * Turns lines of NDJSON into the bytes that a target writes, as by compressing them. It runs on worker
 * threads, so it knows nothing but its arguments; options and result must be cloneable.
 */
type Pack<Options, Item extends Packed> = (lines: Uint8Array, options: Options) => Item;

/**
 * What the worker threads of a target run that packs; its module holds nothing else.
 *
 * @example
 * import { servePacking } from '@descant/sdk/packing'
 * import { gzipLines } from './gzip-lines.js'
 *
 * servePacking(gzipLines)
 */
declare function servePacking<Options, Item extends Packed>(pack: Pack<Options, Item>): void;

export { type Pack, type Packed, servePacking };
