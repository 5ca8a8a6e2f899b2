import { setTimeout } from 'node:timers/promises'
import { TransformError } from '../../errors.ts'

/** How a service of AWS is reached. Credentials come from the usual places of the AWS SDK. */
export interface AwsServiceOptions {
  /** @default AWS_REGION or the profile's */
  readonly region?: string
  /** The origin of a service that is not Amazon's own, as a test's. */
  readonly endpoint?: string
  /** Seconds between two questions how far a job is. @default 10 */
  readonly pollSeconds?: number
}

/** What the clients of all services are made with. */
export function clientConfiguration({ region, endpoint }: AwsServiceOptions) {
  // Else it prints on stderr that it will need a newer Node one day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(process.env.AWS_MAX_ATTEMPTS === undefined ? { maxAttempts: 5 } : {}),
  }
}

/** Waits between two questions; ends at once where the caller's signal says so. */
export async function pause(
  { pollSeconds = 10 }: AwsServiceOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  await setTimeout(pollSeconds * 1000, undefined, signal ? { signal } : {}).catch(() => undefined)
}

/** What services answer where the caller may not, or is nobody they know. */
const credentialFault =
  /AccessDenied|UnrecognizedClient|ExpiredToken|InvalidSignature|Credentials|NotAuthorized/i

/**
 * Asks a service; its refusal becomes an error for people.
 *
 * @param what as `start the job run`.
 * @throws {TransformError} `TRANSFORM_SPARK_REFUSED`
 */
export async function asked<T>(service: string, what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    const { name = 'Error', message = '' } = cause as Partial<Error>
    const isCredentials = credentialFault.test(name)
    const advice = isCredentials
      ? 'Give credentials that may do this.'
      : 'Look at the names and settings that were given for it, and run again.'
    throw new TransformError(
      'TRANSFORM_SPARK_REFUSED',
      `${service} would not ${what}: ${name}: ${message} ${advice}`,
      { cause, exitCode: isCredentials ? 3 : 1 },
    )
  }
}
