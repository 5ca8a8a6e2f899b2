import { slackBytes } from '../module-memory.ts'
import type { ScreenMemory } from './screen-memory.ts'
import type { ScreenNode, ScreenProperty } from './screen-node.ts'

/** How many numbers of 32 bits the classes `Node` and `Property` of `assembly/screen.ts` hold. */
const nodeNumbers = 7
const propertyNumbers = 5

/** Writes numbers of 32 bits, one after the other. */
const writeNumbers = (memory: ScreenMemory, address: number, numbers: readonly number[]) => {
  for (const [index, number] of numbers.entries()) {
    memory.bytes.writeInt32LE(number, address + index * 4)
  }
}

/** Writes a node and all below it as `assembly/screen.ts` reads them, and gives its address. */
export function writeScreen(memory: ScreenMemory, root: ScreenNode): number {
  const written = new Map<ScreenNode, number>()
  const write = (node: ScreenNode): number => {
    const known = written.get(node)
    if (known !== undefined) return known
    const address = memory.allocate(nodeNumbers * 4)
    written.set(node, address)
    const additional = node.additional === undefined ? 0 : write(node.additional)
    const items = write(node.items)
    const properties = node.properties.reduceRight(
      (sibling, property) => writeProperty(property, sibling),
      0,
    )
    const { types, format, required } = node
    writeNumbers(memory, address, [types, format, required, additional, items, properties, 0])
    return address
  }
  const writeProperty = ({ name, node, bit }: ScreenProperty, sibling: number): number => {
    const key = Buffer.from(JSON.stringify(name))
    const inner = write(node)
    const address = memory.allocate(propertyNumbers * 4 + key.length + slackBytes)
    writeNumbers(memory, address, [inner, bit, key.length, sibling, 0])
    memory.bytes.set(key, address + propertyNumbers * 4)
    return address
  }
  return write(root)
}
