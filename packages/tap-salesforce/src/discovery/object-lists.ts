/**
 * What describes do not tell. Objects that can only be asked for with a filter on an id, objects that
 * are no tables, objects that Bulk API 2.0 refuses, and objects whose stamp is no bookmark.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** A query of these is refused without a filter on something of another object. */
const needsFilter = words(`
  Announcement CollaborationGroupRecord Vote IdeaComment FieldDefinition PlatformAction
  UserEntityAccess RelationshipInfo ContentFolderMember ContentFolderItem SearchLayout SiteDetail
  EntityParticle OwnerChangeOptionInfo DataStatistics UserFieldAccess PicklistValueInfo
  RelationshipDomain FlexQueueItem NetworkUserHistoryRecent FieldHistoryArchive RecordActionHistory
  FlowVersionView FlowVariableView AppTabMember ColorDefinition DatacloudDandBCompany
  DatacloudAddress FlowTestView RelatedListColumnDefinition RelatedListDefinition ApexTypeImplementor
  IconDefinition`)

/** These are no tables, though some of them say that they can be queried. */
const notQueryable = words(`
  DataType ListViewChartInstance FeedLike OutgoingEmail OutgoingEmailRelation FeedSignal
  ActivityHistory EmailStatus UserRecordAccess Name AggregateResult OpenActivity
  ProcessInstanceHistory OwnedContentDocument FolderedContentDocument FeedTrackedChange
  CombinedAttachment AttachedContentDocument ContentBody NoteAndAttachment LookedUpFromActivity
  AttachedContentNote QuoteTemplateRichTextData`)

const notInBulk = words(`
  FieldSecurityClassification WorkStepStatus ShiftStatus WorkOrderStatus WorkOrderLineItemStatus
  ServiceAppointmentStatus SolutionStatus ContractStatus RecentlyViewed DeclinedEventRelation
  AcceptedEventRelation UndecidedEventRelation TaskStatus TaskPriority PartnerRole CaseStatus
  OrderStatus`)

const fullTable = words(`
  BackgroundOperationResult LoginEvent LightningUriEvent UriEvent LogoutEvent ReportEvent
  PermissionSetEventStore ListViewEvent IdentityProviderEventStore ApiEvent BulkApiResultEventStore
  IdentityVerificationEvent LoginAsEvent FileEventStore ExternalEncryptionRootKey
  ActivityFieldHistory PendingOrderSummary`)

/** Whether an object can be read at all, by its name. */
export const isReadable = (name: string): boolean =>
  !needsFilter.has(name) && !notQueryable.has(name) && !name.endsWith('ChangeEvent')

/** Whether Bulk API 2.0 knows an object, by its name. */
export const isInBulk = (name: string): boolean =>
  !notInBulk.has(name) && !/(?:__Tag|__x)$/.test(name) && !Object.hasOwn(idFilters, name)

/** Whether an object is read whole though it has a stamp. */
export const isFullTable = (name: string): boolean =>
  fullTable.has(name) || Object.hasOwn(idFilters, name)

/** Objects that are read for the ids of another object, and by which field. */
export const idFilters: Readonly<Record<string, { readonly of: string; readonly field: string }>> =
  { ContentDocumentLink: { of: 'ContentDocument', field: 'ContentDocumentId' } }

/** What most want, and is read where nothing says otherwise; objects of the org's own come with it. */
const byDefault = words(`
  Account Asset Campaign CampaignMember Case Contact Contract Event Lead Opportunity
  OpportunityContactRole OpportunityLineItem Order OrderItem Pricebook2 PricebookEntry Product2 Quote
  QuoteLineItem Task User UserRole`)

/** Whether an object is read where neither a catalog nor `select` says what is wanted. */
export const isWantedByDefault = (name: string): boolean =>
  byDefault.has(name) || name.endsWith('__c')
