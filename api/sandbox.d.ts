/** Where time comes from, in milliseconds since 1970. */
interface Clock {
    now(): number;
}
/**
 * The moment at which a sandbox wakes, unless told another: fixed, so that the same seed gives the
 * same store on every day and every machine.
 */
declare const WAKING_TIME: number;
/**
 * A clock that starts where it is told, runs on with real time, and can be pushed ahead.
 *
 * @example
 * const clock = new VirtualClock(Date.parse('2026-11-01T00:00:00Z'), () => 0) // stands still
 * clock.advance(90)
 * clock.now() // 2026-11-01T00:01:30Z
 */
declare class VirtualClock implements Clock {
    #private;
    readonly start: number;
    /**
     * @param start Milliseconds since 1970 at which the clock starts. Default {@link WAKING_TIME}.
     * @param elapsed A running count of milliseconds. Default: this machine's monotonic clock.
     */
    constructor(start?: number, elapsed?: () => number);
    now(): number;
    /** By how many milliseconds the clock was pushed ahead in all: the part a replay can repeat. */
    get advancedMilliseconds(): number;
    advance(seconds: number): void;
    /**
     * Makes sure that a moment has come. How far that pushes the clock depends on how long it ran, so
     * it does not count as advanced.
     */
    reach(moment: number): void;
}

/**
 * An error meant for the person who started the sandbox: one line that says what happened and what
 * to do. It carries the brand that every Descant command shows as one line, without a stack.
 *
 * @example
 * throw new SandboxError('SANDBOX_PORT_TAKEN', 'Port 4000 is taken; choose another with --port.')
 */
declare class SandboxError extends Error {
    /** Stable and greppable, e.g. `SANDBOX_PORT_TAKEN`. */
    readonly code: string;
    /** The exit code of the command: 2 where the arguments must change, 1 otherwise. */
    readonly exitCode: number;
    constructor(code: string, message: string, options?: ErrorOptions & {
        exitCode?: number;
    });
}

/** A postal address, as customers, orders and the shop have it. */
interface Address {
    readonly id: number;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly company: string | null;
    readonly address1: string;
    readonly address2: string | null;
    readonly city: string;
    readonly province: string | null;
    readonly provinceCode: string | null;
    readonly country: string;
    readonly countryCodeV2: string;
    readonly zip: string;
    readonly phone: string | null;
}

/** What every record of the store has. Times are milliseconds since 1970, on whole seconds. */
interface Row {
    readonly id: number;
    readonly createdAt: number;
    readonly updatedAt: number;
}
/**
 * The records of one kind, with a log of what changed, so that an index which lags behind can be
 * shown as it was. Records are never changed in place: a change puts a new record.
 */
declare class Table<R extends Row> {
    #private;
    /** @param rows The records that have always been there, in the order of their ids. */
    constructor(rows?: Iterable<R>);
    get size(): number;
    get(id: number): R | undefined;
    values(): IterableIterator<R>;
    /** Adds or replaces a record at the moment `at` (milliseconds, never before an earlier change). */
    put(row: R, at: number): void;
    /** How many changes had happened at a moment: names a state of the table for good. */
    revisionAt(moment: number): number;
    /** The records as they were at a revision. */
    rowsAt(revision: number): R[];
}

/** A customer at rest. Money is in cents. */
interface CustomerRecord extends Row {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string | null;
    readonly emailMarketingState: 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';
    readonly phone: string | null;
    readonly phoneMarketingState: 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';
    readonly state: 'DECLINED' | 'DISABLED' | 'ENABLED' | 'INVITED';
    readonly note: string | null;
    readonly tags: readonly string[];
    readonly locale: string;
    readonly verifiedEmail: boolean;
    readonly taxExempt: boolean;
    /** Every order the customer ever made, cancelled ones too. */
    readonly numberOfOrders: number;
    /** The total of the orders that were not cancelled, in cents. */
    readonly amountSpent: number;
    readonly lastOrderId: number | null;
    readonly defaultAddress: Address | null;
}

/** One line of an order. Money is in cents. */
interface LineItemRecord {
    readonly id: number;
    readonly title: string;
    readonly variantTitle: string | null;
    readonly sku: string | null;
    readonly vendor: string | null;
    readonly quantity: number;
    /** What is left of the quantity after cancellation. */
    readonly currentQuantity: number;
    /** The price of one unit before discounts. */
    readonly unitPrice: number;
    /** What the discounts take off the whole line. */
    readonly discount: number;
    readonly productId: number | null;
    readonly variantId: number | null;
}
type FinancialStatus = 'AUTHORIZED' | 'PAID' | 'PARTIALLY_PAID' | 'PENDING' | 'REFUNDED' | 'VOIDED';
type FulfillmentStatus = 'FULFILLED' | 'PARTIALLY_FULFILLED' | 'UNFULFILLED';
/**
 * An order at rest. Money is in cents, and adds up: `subtotal` is the sum of its lines after
 * discounts, `total` is `subtotal + tax + shipping`.
 */
interface OrderRecord extends Row {
    /** The number people see: `#1001`. */
    readonly number: number;
    readonly email: string | null;
    readonly phone: string | null;
    readonly processedAt: number;
    readonly cancelledAt: number | null;
    readonly cancelReason: 'CUSTOMER' | 'DECLINED' | 'FRAUD' | 'INVENTORY' | 'OTHER' | null;
    readonly closedAt: number | null;
    readonly displayFinancialStatus: FinancialStatus;
    readonly displayFulfillmentStatus: FulfillmentStatus;
    readonly test: boolean;
    readonly tags: readonly string[];
    readonly note: string | null;
    readonly sourceName: string;
    readonly discountCodes: readonly string[];
    readonly customerId: number | null;
    readonly customerLocale: string | null;
    readonly subtotal: number;
    readonly tax: number;
    readonly shipping: number;
    readonly discounts: number;
    readonly total: number;
    readonly shippingAddress: Address | null;
    readonly lineItems: readonly LineItemRecord[];
}

/** One way in which a product is sold. Prices are in cents. */
interface ProductVariantRecord extends Row {
    readonly productId: number;
    readonly inventoryItemId: number;
    /** From 1 on, within the product. */
    readonly position: number;
    readonly title: string;
    readonly sku: string | null;
    readonly barcode: string | null;
    readonly price: number;
    readonly compareAtPrice: number | null;
    readonly inventoryQuantity: number;
    readonly taxable: boolean;
}
/** A product at rest, with its variants in the order of their positions. */
interface ProductRecord extends Row {
    readonly title: string;
    readonly handle: string;
    readonly descriptionHtml: string;
    readonly status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
    readonly vendor: string;
    readonly productType: string;
    readonly tags: readonly string[];
    readonly publishedAt: number | null;
    readonly variants: readonly ProductVariantRecord[];
}

/** The shop itself. */
interface ShopRecord {
    readonly id: number;
    readonly name: string;
    /** `NAME.myshopify.com`. */
    readonly myshopifyDomain: string;
    readonly email: string;
    readonly currencyCode: string;
    /** The zone in which the search takes dates that have no time, e.g. `America/New_York`. */
    readonly ianaTimezone: string;
    readonly createdAt: number;
    readonly updatedAt: number;
}

/** What a store starts with: made by the generator, or read from a file of transactions. */
interface StoreContents {
    readonly shop: ShopRecord;
    readonly customers: readonly CustomerRecord[];
    readonly orders: readonly OrderRecord[];
    readonly products: readonly ProductRecord[];
}
/** One shop and all it holds: a table a kind. */
declare class ShopifyStore {
    readonly shop: ShopRecord;
    readonly customers: Table<CustomerRecord>;
    readonly orders: Table<OrderRecord>;
    readonly products: Table<ProductRecord>;
    /** The variants of all products. Changed by {@link putProduct}. */
    readonly variants: Table<ProductVariantRecord>;
    constructor(contents: StoreContents);
    /** Adds or replaces a product together with its variants. */
    putProduct(product: ProductRecord, at: number): void;
}

/** How large a generated store is, and what it grows from. */
interface StoreSize {
    /** @default 1 */
    readonly seed?: number;
    /** @default 2000 */
    readonly customers?: number;
    /** @default 5000 */
    readonly orders?: number;
    /** @default 200 */
    readonly products?: number;
}

/** What a Shopify sandbox is to be like. All of it has a default. */
interface ShopifySandboxOptions extends StoreSize {
    /** The port to listen on. @default 0, any free one */
    readonly port?: number;
    /** The name of the shop, with or without `.myshopify.com`. @default 'descant-sandbox' */
    readonly shop?: string;
    /**
     * A file of transactions to take customers and orders from, one order a line; the sizes do not
     * apply then. See `readTransactions` for its columns.
     */
    readonly transactions?: string;
    /** Points that come back into the bucket each second. @default 100 */
    readonly restoreRate?: number;
    /** How many points the bucket holds. @default 2000 */
    readonly bucketMaximum?: number;
    /** How long a change takes to reach filters and sorting. @default 0 */
    readonly indexLagMilliseconds?: number;
    /** How many objects of one connection can be paged through. @default 25000 */
    readonly paginationLimit?: number;
    /** The sandbox's time. @default a clock that starts at 2026-11-01T00:00:00Z and runs */
    readonly clock?: VirtualClock;
}
/** A running Shopify sandbox. */
interface ShopifySandbox {
    /** `http://127.0.0.1:PORT`, the origin to use in place of the shop's. */
    readonly url: string;
    /** `NAME.myshopify.com` */
    readonly shop: string;
    readonly accessToken: string;
    readonly store: ShopifyStore;
    readonly clock: VirtualClock;
    /**
     * Does what `POST /__control/VERB` does, without the detour.
     *
     * @example
     * sandbox.control('mutate', { round: 1 })
     */
    control(verb: string, settings?: Readonly<Record<string, unknown>>): object;
    close(): Promise<void>;
}
/**
 * Starts a local Shopify in this process.
 *
 * @throws SandboxError where the port is taken.
 * @example
 * const sandbox = await startShopifySandbox({ seed: 7, customers: 100, orders: 250, products: 20 })
 * await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
 *   method: 'POST',
 *   headers: { 'X-Shopify-Access-Token': sandbox.accessToken },
 *   body: JSON.stringify({ query: '{ shop { name } }' }),
 * })
 * await sandbox.close()
 */
declare function startShopifySandbox(options?: ShopifySandboxOptions): Promise<ShopifySandbox>;

export { type Clock, type CustomerRecord, type LineItemRecord, type OrderRecord, type ProductRecord, type ProductVariantRecord, SandboxError, type ShopifySandbox, type ShopifySandboxOptions, ShopifyStore, VirtualClock, WAKING_TIME, startShopifySandbox };
