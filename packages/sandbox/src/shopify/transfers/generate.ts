import { lastTouched, momentBetween } from '../seed/calendar.ts'
import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'

/** Stock on its way from one location to another. */
export interface InventoryTransferRecord extends Row {
  readonly name: string
  readonly status: 'DRAFT' | 'IN_PROGRESS' | 'TRANSFERRED'
  readonly dateCreated: number
  readonly referenceName: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly totalQuantity: number
  readonly receivedQuantity: number
}

/** One transfer for about fifty products, oldest first. */
export function generateTransfers(world: World): InventoryTransferRecord[] {
  const { products, shop, now, updates } = world
  const random = world.random('transfers')
  const births = Array.from({ length: Math.ceil(products.length / 50) }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  return births.map((createdAt, index) => {
    const status = random.pick(['DRAFT', 'IN_PROGRESS', 'TRANSFERRED'] as const)
    const totalQuantity = random.integer(10, 200)
    return {
      id: idOf('InventoryTransfer', index),
      createdAt,
      updatedAt: lastTouched(createdAt, now, updates, random),
      name: `#T${String(index + 1).padStart(4, '0')}`,
      status,
      dateCreated: createdAt,
      referenceName: random.chance(0.5) ? `PO-${1000 + index}` : null,
      note: null,
      tags: [],
      totalQuantity,
      receivedQuantity: status === 'TRANSFERRED' ? totalQuantity : 0,
    }
  })
}
