const words = (text: string): readonly string[] => text.split(', ')

const leadSources = words('Web, Phone Inquiry, Partner Referral, Purchased List, Other')
const industries = words(
  'Agriculture, Apparel, Banking, Biotechnology, Chemicals, Communications, Construction, Consulting, Education, Electronics, Energy, Engineering, Finance, Food & Beverage, Government, Healthcare, Hospitality, Insurance, Manufacturing, Media, Not For Profit, Retail, Technology, Telecommunications, Transportation, Utilities, Other',
)
const ratings = words('Hot, Warm, Cold')
const salutations = words('Mr., Ms., Mrs., Dr., Prof., Mx.')
const geocodes = words(
  'Address, NearAddress, Block, Street, ExtendedZip, Zip, Neighborhood, City, County, State, Unknown',
)
const accessLevels = words('Read, Edit, All')

/** The values of picklists, by object and field, or by field alone. The first ones are picked most. */
const picklists: Readonly<Record<string, readonly string[]>> = {
  'Account.AccountSource': leadSources,
  'Account.Industry': industries,
  'Account.Ownership': words('Public, Private, Subsidiary, Other'),
  'Account.Rating': ratings,
  'Account.Type': words(
    'Prospect, Customer - Direct, Customer - Channel, Channel Partner / Reseller, Installation Partner, Technology Partner, Other',
  ),
  'Asset.Status': words('Shipped, Installed, Registered, Obsolete, Purchased'),
  'Campaign.Status': words('Planned, In Progress, Completed, Aborted'),
  'Campaign.Type': words(
    'Conference, Webinar, Trade Show, Public Relations, Partners, Referral Program, Advertisement, Banner Ads, Direct Mail, Email, Telemarketing, Other',
  ),
  'CampaignMember.Status': words('Sent, Responded'),
  'Case.Origin': words('Phone, Email, Web'),
  'Case.Priority': words('High, Medium, Low'),
  'Case.Reason': words(
    'Installation, Equipment Complexity, Performance, Breakdown, Equipment Design, Feedback, Other',
  ),
  'Case.Status': words('New, Working, Escalated, Closed'),
  'Case.Type': words('Mechanical, Electrical, Electronic, Structural, Other'),
  'Contract.Status': words('Draft, In Approval Process, Activated'),
  'Event.EventSubtype': words('Event'),
  'Event.ShowAs': words('Busy, OutOfOffice, Free'),
  'Lead.Industry': industries,
  'Lead.Rating': ratings,
  'Lead.Status': words(
    'Open - Not Contacted, Working - Contacted, Closed - Converted, Closed - Not Converted',
  ),
  'Opportunity.ForecastCategory': words('Omitted, Pipeline, BestCase, Forecast, Closed'),
  'Opportunity.ForecastCategoryName': words('Omitted, Pipeline, Best Case, Commit, Closed'),
  'Opportunity.StageName': words(
    'Prospecting, Qualification, Needs Analysis, Value Proposition, Id. Decision Makers, Perception Analysis, Proposal/Price Quote, Negotiation/Review, Closed Won, Closed Lost',
  ),
  'Opportunity.Type': words(
    'New Customer, Existing Customer - Upgrade, Existing Customer - Replacement, Existing Customer - Downgrade',
  ),
  'Order.Status': words('Draft, Activated'),
  'Product2.Family': words('None, Hardware, Software, Service'),
  'Task.CallType': words('Internal, Inbound, Outbound'),
  'Task.Priority': words('Normal, High, Low'),
  'Task.Status': words('Not Started, In Progress, Completed, Waiting on someone else, Deferred'),
  'Task.TaskSubtype': words('Task, Email, Call, ListEmail'),
  'User.UserType': words('Standard, PowerPartner, CspLitePortal, AutomatedProcess'),
  'WorkOrder.Priority': words('Low, Medium, High, Critical'),
  'WorkOrder.Status': words('New, In Progress, On Hold, Completed, Closed, Cannot Complete'),
  DigestFrequency: words('D, W, N'),
  EmailEncodingKey: words('UTF-8, ISO-8859-1, Shift_JIS'),
  GeocodeAccuracy: geocodes,
  LanguageLocaleKey: words('en_US, de, fr, ja, es, pt_BR'),
  LeadSource: leadSources,
  LocaleSidKey: words('en_US, de_DE, fr_FR, ja_JP'),
  RowCause: words('Owner, Manual, Rule, ImplicitChild, Team'),
  Salutation: salutations,
  TimeZoneSidKey: words('America/Los_Angeles, America/New_York, Europe/Berlin, Asia/Tokyo'),
}

/** The values of a picklist, or none where the field is not one. */
export function picklistOf(object: string, field: string): readonly string[] {
  const own = picklists[`${object}.${field}`] ?? picklists[field]
  if (own !== undefined) return own
  if (field.endsWith('GeocodeAccuracy')) return geocodes
  return field.endsWith('AccessLevel') ? accessLevels : []
}
