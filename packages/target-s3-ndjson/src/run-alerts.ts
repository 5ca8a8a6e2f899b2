import { type Alert, type AlertTarget, type ObjectStore, sendAlert } from '@descant/lake'
import type { Logger } from '@descant/sdk'

/** More alerts than this from one run are noise; `descant alert` tells the rest. */
const mostAlerts = 20

/** Tells a person of what is new in a run, one alert after the other, beside its work. */
export class RunAlerts {
  readonly #state: ObjectStore
  readonly #target: AlertTarget
  readonly #log: Logger
  #telling: Promise<void> = Promise.resolve()
  #sent = 0

  /** @param state Where it is kept what was told before. */
  constructor(state: ObjectStore, target: AlertTarget, log: Logger) {
    this.#state = state
    this.#target = target
    this.#log = log
  }

  tell(alerts: readonly Alert[]): void {
    for (const alert of alerts) this.#telling = this.#telling.then(() => this.#send(alert))
  }

  /** Resolves when all is told that can be. */
  told(): Promise<void> {
    return this.#telling
  }

  async #send(alert: Alert): Promise<void> {
    if (this.#sent >= mostAlerts) return
    try {
      const outcome = await sendAlert(this.#state, this.#target, alert)
      if (outcome === 'sent') this.#sent++
      if (outcome !== 'failed') return
      // A webhook that hangs must not hold up the end of the run again and again.
      this.#sent = mostAlerts
      this.#warn(alert)
    } catch (error) {
      this.#warn(alert, { reason: error instanceof Error ? error.message : String(error) })
    }
  }

  #warn({ title }: Alert, facts: Readonly<Record<string, string>> = {}): void {
    this.#log.warning('an alert could not be sent; the next run tries again', { title, ...facts })
  }
}
