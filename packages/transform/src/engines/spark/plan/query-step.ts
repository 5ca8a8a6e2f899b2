import type { Step } from '../../../sql/step.ts'
import type { PlanStep, QueryStep } from './plan.ts'

/** A step of a plan; whether its rows are kept is found out when the plan is whole. */
export const queryStep = ({ name, query }: Step): QueryStep => ({
  do: 'query',
  name,
  query,
  keep: true,
})

/** Another name for what a query reads: it is computed where it is read. */
export const viewStep = (name: string, query: string): QueryStep => ({
  do: 'query',
  name,
  query,
  keep: false,
})

export const querySteps = (steps: readonly Step[]): QueryStep[] => steps.map(queryStep)

export const askStep = (name: string, query: string): PlanStep => ({ do: 'ask', name, query })
