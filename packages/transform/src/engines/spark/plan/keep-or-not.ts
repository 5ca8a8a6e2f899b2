import type { PlanStep, QueryStep } from './plan.ts'

/**
 * Keeps the rows of queries that are read more than once; a query that one other step reads is done within
 * it. What a loop computes anew is kept, and so is what it begins with: each round stands on the last.
 */
export function keepOrNot(steps: readonly PlanStep[]): PlanStep[] {
  const texts = steps.map(textsOf)
  return steps.map((step, index) => {
    if (step.do !== 'query' || !step.keep) return step
    const later = texts.slice(index + 1)
    const isInLoop = steps.some(
      (other, at) => at > index && isNested(other) && reads(textsOf(other), step.name) > 0,
    )
    const times = later.reduce((sum, text) => sum + reads(text, step.name), 0)
    return { ...step, keep: times > 1 || isInLoop }
  })
}

const isNested = ({ do: kind }: PlanStep) => kind === 'repeat' || kind === 'when'

function textsOf(step: PlanStep): string {
  switch (step.do) {
    case 'read':
    case 'table':
      return ''
    case 'repeat':
      return [...step.steps, ...step.next].map(textsOf).concat(step.until).join('\n')
    case 'when':
      return step.steps.map(textsOf).concat(step.query).join('\n')
    case 'write':
      return `${step.query}\n${step.changed ?? ''}`
    default:
      return (step as QueryStep).query
  }
}

const reads = (text: string, name: string): number =>
  text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0
