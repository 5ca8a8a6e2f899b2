import type { Command } from './command.ts'

/** What the words of a command line name. */
export type Named =
  | { readonly kind: 'command'; readonly command: Command; readonly args: readonly string[] }
  /** The first word of several commands, and no second one: their help is meant. */
  | { readonly kind: 'group'; readonly group: string; readonly commands: readonly Command[] }
  | { readonly kind: 'none' }

/** Finds the command that the first word or two of a command line name. */
export function findCommand(commands: readonly Command[], args: readonly string[]): Named {
  const [first = '', second = ''] = args
  const longer = commands.find(({ name }) => name === `${first} ${second}`)
  if (longer) return { kind: 'command', command: longer, args: args.slice(2) }
  const short = commands.find(({ name }) => name === first)
  if (short) return { kind: 'command', command: short, args: args.slice(1) }
  const group = commands.filter(({ name }) => name.startsWith(`${first} `))
  const isAsked = second === '' || second === '--help' || second === '-h'
  if (group.length > 0 && isAsked) return { kind: 'group', group: first, commands: group }
  return { kind: 'none' }
}
