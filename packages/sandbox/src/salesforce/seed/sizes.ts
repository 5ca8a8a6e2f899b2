import type { ObjectDefinition } from '../schema/object-definition.ts'

/** How many records there are for each account. */
const perAccount: Readonly<Record<string, number>> = {
  Account: 1,
  AccountHistory: 1,
  AccountShare: 1,
  ActivityFieldHistory: 0.5,
  Attachment: 0.05,
  CampaignMember: 1,
  Case: 1.5,
  CaseComment: 1,
  Contact: 2.5,
  ContentDocument: 0.1,
  ContentDocumentLink: 0.2,
  ContentVersion: 0.15,
  Event: 1,
  Lead: 1.5,
  LoginHistory: 1,
  Note: 0.1,
  Opportunity: 2,
  OpportunityContactRole: 1,
  OpportunityFieldHistory: 3,
  OpportunityHistory: 2,
  OpportunityLineItem: 3,
  Subscription__c: 1,
  Task: 3,
  Wide__c: 0.1,
}

/** How many records there are, however large the org is. */
const fixed: Readonly<Record<string, number>> = {
  Bulk_Row__c: 0,
  Campaign: 20,
  Group: 5,
  Organization: 1,
  Payroll__c: 10,
  PricebookEntry: 100,
  Pricebook2: 2,
  Product2: 50,
  Profile: 5,
  User: 20,
  UserRole: 5,
}

/** Of everything else there is a little, so that a sync of all meets all. */
const OTHERS = 3

/**
 * How many records an object has.
 *
 * @param accounts How many accounts the org has, which the others go by.
 * @param wanted Counts that were asked for, by object.
 */
export function sizeOf(
  object: ObjectDefinition,
  accounts: number,
  wanted: Readonly<Record<string, number>>,
): number {
  const { name } = object
  const ratio = perAccount[name]
  return wanted[name] ?? fixed[name] ?? (ratio === undefined ? OTHERS : Math.ceil(accounts * ratio))
}
