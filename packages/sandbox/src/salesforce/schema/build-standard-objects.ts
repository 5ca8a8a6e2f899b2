import { customFieldsOf } from './custom-fields.ts'
import { fieldOfToken } from './field-of-token.ts'
import type { KeyPrefixes } from './key-prefixes.ts'
import {
  type ChildRelationship,
  makeObject,
  type ObjectDefinition,
  type QueryRestriction,
} from './object-definition.ts'
import { standardObjects } from './standard-objects.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Listed, described, and yet not to be queried. */
const notQueryable = words(
  'ActivityHistory Name NoteAndAttachment OpenActivity ProcessInstanceHistory UserRecordAccess',
)
const notInBulk = words(
  'CaseStatus ContractStatus PartnerRole RecentlyViewed SolutionStatus TaskPriority TaskStatus WorkOrderStatus',
)
/** What a query of these has to be filtered on. */
const requiredFilters: Readonly<Record<string, readonly string[]>> = {
  Announcement: ['Id', 'FeedItemId', 'ParentId'],
  CollaborationGroupRecord: ['Id', 'CollaborationGroupId', 'RecordId'],
  ContentDocumentLink: ['Id', 'ContentDocumentId', 'LinkedEntityId'],
  ContentFolderItem: ['Id', 'ParentContentFolderId'],
  ContentFolderMember: ['Id', 'ParentContentFolderId', 'ChildRecordId'],
  FieldDefinition: ['DurableId', 'EntityDefinitionId'],
  IdeaComment: ['Id', 'IdeaId'],
  PicklistValueInfo: ['DurableId', 'EntityParticleId'],
  Vote: ['Id', 'ParentId'],
}
const notReplicateable =
  /(Share|Status|Priority|Role|Info|Definition|AppMenuItem|Login\w+|CronJobDetail|CronTrigger|AsyncApexJob|Feed)$/

/** Makes an object of every line of the list of standard objects. */
export function buildStandardObjects(prefixes: KeyPrefixes): ObjectDefinition[] {
  return Object.entries(standardObjects).map(([name, text]) => {
    const [fields = '', children = ''] = text.split(' | ')
    const tokens = fields.split(' ')
    const siblings = new Set(tokens.map((token) => /^\w+/.exec(token)?.[0] ?? token))
    return makeObject({
      name,
      keyPrefix: prefixes.standard(name),
      queryable: !notQueryable.has(name),
      replicateable: !notReplicateable.test(name) && siblings.has('SystemModstamp'),
      fields: [
        ...tokens.map((token) => fieldOfToken(name, token, siblings)),
        ...customFieldsOf(name),
      ],
      children: children === '' ? [] : children.split(' ').map(childOfToken),
      restriction: restrictionOf(name),
    })
  })
}

function restrictionOf(name: string): QueryRestriction {
  const requiresFilterOn = requiredFilters[name]
  return {
    ...(notInBulk.has(name) ? { bulkUnsupported: true } : {}),
    ...(requiresFilterOn === undefined ? {} : { requiresFilterOn }),
  }
}

/** `Contacts=Contact.AccountId` */
function childOfToken(token: string): ChildRelationship {
  const [name = '', child = '', field = ''] = token.split(/[=.]/)
  return { name, child, field }
}
