import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from './packages.ts'

/**
 * Writes the field lists of Salesforce's standard objects for the sandbox, out of the types that
 * jsforce publishes. Run it again when jsforce knows more: `npx tsx scripts/salesforce-objects.ts`.
 */

const target = `${root}packages/sandbox/src/salesforce/schema/standard-objects.ts`

/** What the sandbox serves: what a CRM is asked for, and one of each awkward kind. */
const chosen = `
  Account AccountContactRole AccountFeed AccountHistory AccountPartner AccountShare ActivityHistory
  Announcement ApexClass ApexPage ApexTrigger AppMenuItem Asset AssetHistory AssignmentRule
  AsyncApexJob Attachment BusinessHours BusinessProcess Campaign CampaignHistory CampaignMember
  CampaignMemberStatus CampaignShare Case CaseComment CaseContactRole CaseFeed CaseHistory CaseShare
  CaseSolution CaseStatus CaseTeamMember CaseTeamRole CollaborationGroup CollaborationGroupMember
  CollaborationGroupRecord Community Contact ContactFeed ContactHistory ContactShare ContentDocument
  ContentDocumentHistory ContentDocumentLink ContentFolder ContentFolderItem ContentFolderMember
  ContentVersion ContentVersionHistory ContentWorkspace Contract ContractContactRole ContractHistory
  ContractLineItem ContractStatus CronJobDetail CronTrigger Dashboard DashboardComponent Document
  Domain DuplicateRecordItem DuplicateRecordSet DuplicateRule EmailMessage EmailMessageRelation
  EmailTemplate Entitlement EntityDefinition EntitySubscription Event EventLogFile EventRelation
  FeedComment FeedItem FieldDefinition FieldPermissions Folder ForecastShare Group GroupMember
  Holiday Idea IdeaComment Individual IndividualHistory KnowledgeArticle Lead LeadHistory LeadShare
  LeadStatus ListEmail ListView LoginGeo LoginHistory LoginIp Macro MatchingRule Name Note
  NoteAndAttachment ObjectPermissions OpenActivity Opportunity OpportunityCompetitor
  OpportunityContactRole OpportunityFeed OpportunityFieldHistory OpportunityHistory
  OpportunityLineItem OpportunityPartner OpportunityShare OpportunityStage Order OrderHistory
  OrderItem OrderItemHistory OrderShare OrgWideEmailAddress Organization Partner PartnerRole Period
  PermissionSet PermissionSetAssignment PermissionSetLicense PicklistValueInfo Pricebook2
  Pricebook2History PricebookEntry ProcessDefinition ProcessInstance ProcessInstanceHistory
  ProcessInstanceStep ProcessInstanceWorkitem ProcessNode Product2 Product2Feed Product2History
  Profile PushTopic QueueSobject QuickText RecentlyViewed RecordType Report ServiceContract
  SetupAuditTrail SetupEntityAccess Site SlaProcess SocialPersona SocialPost Solution
  SolutionHistory SolutionStatus StaticResource Task TaskPriority TaskStatus Topic TopicAssignment
  User UserAppMenuItem UserLicense UserLogin UserPreference UserRecordAccess UserRole UserShare
  Vote WebLink WorkOrder WorkOrderHistory WorkOrderLineItem WorkOrderStatus
`
  .trim()
  .split(/\s+/)

/** One letter for a type of TypeScript; text has none. */
const typeLetters: Readonly<Record<string, string>> = {
  string: '',
  boolean: ':b',
  number: ':n',
  DateString: ':d',
  Address: ':a',
  BlobString: ':x',
  any: ':y',
}

/** A dependency of the sandbox, not of the house. */
const manifest = 'jsforce/package.json'
const jsforce = dirname(createRequire(`${root}packages/sandbox/package.json`).resolve(manifest))
const declarations = readFileSync(join(jsforce, 'lib/types/standard-schema.d.ts'), 'utf8')

/** The members of `type KIND$OBJECT = { … }`, in their order. */
function members(kind: string, object: string): [name: string, type: string][] {
  const body = new RegExp(`^type ${kind}\\$${object} = \\{([^}]*)\\}`, 'm').exec(declarations)?.[1]
  if (body === undefined) throw new Error(`jsforce declares no ${kind} of ${object}`)
  return [...body.matchAll(/^\s*(\w+): (.+);$/gm)].map(([, name = '', type = '']) => [name, type])
}

const objectNamed = (type: string) => type.replace(' | null', '').replace('SObjectDefinition$', '')

function parents(object: string): Map<string, string> {
  const references = members('ParentReferences', object).map(
    ([name, type]) => [name, objectNamed(type)] as const,
  )
  return new Map(references)
}

/** `Name?:d>Parent`: a field, whether it can be null, its type, and what it refers to. */
function fieldTokens(object: string): string[] {
  const references = parents(object)
  return members('Fields', object).map(([name, type]) => {
    const nullable = type.endsWith(' | null')
    const letter = typeLetters[type.replace(' | null', '')]
    if (letter === undefined) throw new Error(`${object}.${name} has the unknown type ${type}`)
    const parent = references.get(name.replace(/Id$/, ''))
    const isReference = parent !== undefined && name.endsWith('Id')
    return `${name}${nullable ? '?' : ''}${letter}${isReference ? `>${parent}` : ''}`
  })
}

/** Which fields of one object refer to another, in alphabetical order. */
function referringFields(child: string, parent: string): string[] {
  const all = [...parents(child)]
  const exact = all.filter(([, type]) => type === parent)
  const found = exact.length > 0 ? exact : all.filter(([, type]) => type === 'Name')
  return found.map(([name]) => `${name}Id`).sort()
}

/** `Contacts=Contact.AccountId`: a list of children, and the field by which they refer to us. */
function childTokens(object: string): string[] {
  const lists = new Map<string, string[]>()
  for (const [list, type] of members('ChildRelationships', object)) {
    const child = objectNamed(type)
    if (chosen.includes(child)) lists.set(child, [...(lists.get(child) ?? []), list])
  }
  return [...lists].flatMap(([child, names]) => {
    const fields = referringFields(child, object)
    // Both come in the order of the fields, so they pair up wherever there are as many of each.
    if (names.length > 1 && fields.length !== names.length) return []
    return names.flatMap((name, index) => {
      const field = fields[index]
      return field === undefined ? [] : [`${name}=${child}.${field}`]
    })
  })
}

const licence = readFileSync(join(jsforce, 'LICENSE'), 'utf8').trimEnd().split('\n')
const objects = chosen.map((object) => {
  const children = childTokens(object)
  const text = [fieldTokens(object).join(' '), ...(children.length ? [children.join(' ')] : [])]
  return `  ${object}: '${text.join(' | ')}',`
})

writeFileSync(
  target,
  `/*
 * Written by scripts/salesforce-objects.ts, out of the types of jsforce, which come under this notice:
 *
${licence.map((line) => ` * ${line}`.trimEnd()).join('\n')}
 */

/**
 * The fields of Salesforce's standard objects, parted by blanks: \`?\` can be null; \`:b\` boolean,
 * \`:n\` number, \`:d\` date or datetime, \`:a\` address, \`:x\` binary, \`:y\` anything, otherwise text;
 * \`>\` what it refers to, \`Name\` being several objects. Behind a bar, the lists of children and the
 * field that makes them.
 */
export const standardObjects: Readonly<Record<string, string>> = {
${objects.join('\n')}
}
`,
)
console.log(`${chosen.length} objects in ${target}`)
