import type { Stream } from '@descant/sdk'
import type { Salesforce } from './client/salesforce.ts'
import { isWantedByDefault } from './discovery/object-lists.ts'
import type { SalesforceObject } from './discovery/salesforce-object.ts'
import { readObject } from './read/read-object.ts'
import type { Settings } from './settings/settings.ts'

/** What the streams of the tap read with. */
export interface Connection {
  readonly salesforce: Salesforce
}

/**
 * The stream of an object. It is not declared sorted: a window that is read by a Bulk job comes in any
 * order, so that the bookmark moves when all is read, and until then a cursor says what is left.
 */
export function objectStream(
  object: SalesforceObject,
  settings: Pick<Settings, 'lookbackSeconds'>,
): Stream<Connection> {
  const { name, label, schema, keyProperty, replicationKey } = object
  return {
    name,
    description: label,
    schema,
    keyProperties: keyProperty === undefined ? [] : [keyProperty],
    replicationKey,
    sorted: false,
    lookbackSeconds: settings.lookbackSeconds,
    lagSeconds: 0,
    windowSeconds: undefined,
    logBased: false,
    parent: undefined,
    concurrency: 1,
    selectedByDefault: isWantedByDefault(name),
    fieldMetadata: {},
    read: ({ salesforce }, context) => readObject(salesforce, object, context),
  }
}
