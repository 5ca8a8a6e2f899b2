import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Waits on its stdin: `+PID` is a process group to look after, `-` forgets all, `.` ends it. Where
 * stdin ends without a `.`, the process that started it was killed: then the groups are told to end,
 * killed after a while, and the folder with their configs is removed.
 */
const script = `
trap '' TERM INT HUP
groups=
while read -r word; do
  case $word in
    .) exit 0 ;;
    -) groups= ;;
    +*) groups="$groups \${word#+}" ;;
  esac
done
for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
tries=0
while [ $tries -lt "$2" ]; do
  living=
  for group in $groups; do kill -s 0 -- "-$group" 2>/dev/null && living=1; done
  [ -z "$living" ] && break
  sleep 0.2
  tries=$((tries + 1))
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
rm -rf -- "$1"
`

/** Looks in the shell five times a second. */
const triesASecond = 5

/**
 * A shell that outlives this process for a moment where it is killed (SIGKILL, out of memory): it ends
 * the programs of a run, which would go on under a lease that nobody renews, and removes their configs.
 */
export class Keeper {
  readonly #shell: ChildProcess | undefined

  /**
   * @param folder is removed where this process is killed.
   * @param graceSeconds how long the programs may take to end.
   */
  constructor(folder: string, graceSeconds: number) {
    if (process.platform === 'win32') return
    const tries = String(Math.ceil(graceSeconds * triesASecond))
    this.#shell = spawn('/bin/sh', ['-c', script, 'descant-keeper', folder, tries], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // Without a shell a run goes on as well: it is only killed runs that leave more behind.
    this.#shell.on('error', () => {})
    this.#shell.stdin?.on('error', () => {})
    this.#shell.unref()
  }

  /** Looks after the group of a process that was just started. */
  add(child: ChildProcess): void {
    this.#tell(`+${child.pid}`)
  }

  /** The processes have ended by themselves. */
  forget(): void {
    this.#tell('-')
  }

  /** The run is over. */
  end(): void {
    this.#tell('.')
    this.#shell?.stdin?.end()
  }

  #tell(word: string): void {
    this.#shell?.stdin?.write(`${word}\n`)
  }
}
