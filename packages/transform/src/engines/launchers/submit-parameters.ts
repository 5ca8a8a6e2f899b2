import { TransformError } from '../../errors.ts'

/**
 * Settings in one line, as services take them that have no list for them.
 *
 * @throws {TransformError} `TRANSFORM_SPARK_SETTING` for a blank or a quote: the line has no way to write it.
 * @example
 * submitParameters({ 'spark.executor.memory': '8g' }) // '--conf spark.executor.memory=8g'
 */
export function submitParameters(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!/[\s'"\\]/.test(name + value)) return `--conf ${name}=${value}`
      throw new TransformError(
        'TRANSFORM_SPARK_SETTING',
        `The Spark setting ${name} must have no blanks and no quotes here; set it in the service's own job or application.`,
        { exitCode: 2 },
      )
    })
    .join(' ')
}
