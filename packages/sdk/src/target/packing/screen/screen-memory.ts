import { type ModuleExports, ModuleMemory } from '../module-memory.ts'
import { screenModule } from './screen-module.ts'

/** What the module of `assembly/index.ts` gives; places are addresses in its memory. */
interface ScreenExports extends ModuleExports {
  readonly next: { readonly value: number }
  readonly out: { readonly value: number }
  takeLines(from: number, to: number, most: number, frame: number, node: number): number
  passRecord(at: number, node: number): number
}

/** The compiled screen of one thread, and its memory. */
export type ScreenMemory = ModuleMemory<ScreenExports>

/** Undefined where no such code runs: then every record is parsed. */
export const openScreen = (): ScreenMemory | undefined =>
  ModuleMemory.open<ScreenExports>(screenModule)
