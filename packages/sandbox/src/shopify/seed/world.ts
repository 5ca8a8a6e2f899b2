import type { Random } from '../../random.ts'
import type { CustomerRecord } from '../customers/record.ts'
import type { OrderRecord } from '../orders/record.ts'
import type { ProductRecord } from '../products/record.ts'
import type { ShopRecord } from '../shop/record.ts'

/** Records that hold more than any page can show. */
export interface Deep {
  readonly productId: number
  readonly orderId: number
}

/** The store as far as it has grown, from which the rest follows. */
export interface World {
  readonly shop: ShopRecord
  readonly customers: readonly CustomerRecord[]
  readonly orders: readonly OrderRecord[]
  readonly products: readonly ProductRecord[]
  /** The moment up to which it has grown, in milliseconds since 1970. */
  readonly now: number
  /** Moments at which many records were touched at once. */
  readonly updates: readonly number[]
  /** The records that hold more than any page can show, where there are some. */
  readonly deep?: Deep | undefined
  /** Each purpose has a randomness of its own, so that one does not move the others. */
  readonly random: (...purpose: (string | number)[]) => Random
}
