import { defineSource } from '../../model/define-source.ts'
import { salesforceAccounts } from './accounts.ts'
import { salesforceContacts } from './contacts.ts'
import { salesforceLeads } from './leads.ts'
import { salesforceOpportunities } from './opportunities.ts'

/** What the records of `tap-salesforce` mean: the objects of Sales Cloud, in their own field names. */
export const salesforce = defineSource({
  type: 'salesforce',
  streams: [salesforceAccounts, salesforceContacts, salesforceLeads, salesforceOpportunities],
})
