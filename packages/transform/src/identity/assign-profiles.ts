import { customers as customersEntity } from '../model/entities/customers.ts'
import { orders as ordersEntity } from '../model/entities/orders.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { customerNode, type IdentityTables } from './links.ts'

/**
 * `customers_next` and `orders_next`: the rows with the profile that each belongs to. Every customer
 * has one; an order has none where nothing tells whose it is.
 */
export const assignProfiles = (dialect: Dialect, { customers, orders }: IdentityTables): Step[] => [
  {
    name: 'customers_next',
    query: `SELECT ${columnsOf(dialect, 'c', recordColumnsOf(customersEntity))}, m.profile_id
FROM ${customers} c JOIN identity_map_next m ON m.node = ${customerNode('c')}`,
  },
  {
    name: 'orders_next',
    query: `SELECT ${columnsOf(dialect, 'o', recordColumnsOf(ordersEntity))}, m.profile_id
FROM ${orders} o
JOIN identity_orders i ON i.provider = o.provider AND i.order_id = o.order_id
LEFT JOIN identity_map_next m ON m.node = i.node`,
  },
]
