/** The first three characters of the ids of the objects that people know them by. */
const knownPrefixes: Readonly<Record<string, string>> = {
  Account: '001',
  AccountHistory: '017',
  AccountShare: '00r',
  Asset: '02i',
  Attachment: '00P',
  BusinessHours: '01m',
  Campaign: '701',
  CampaignMember: '00v',
  Case: '500',
  CaseComment: '00a',
  CaseStatus: '01J',
  CollaborationGroup: '0F9',
  Contact: '003',
  ContentDocument: '069',
  ContentDocumentLink: '06A',
  ContentVersion: '068',
  Contract: '800',
  Document: '015',
  EmailMessage: '02s',
  EmailTemplate: '00X',
  Event: '00U',
  FeedItem: '0D5',
  Folder: '00l',
  Group: '00G',
  GroupMember: '011',
  Idea: '087',
  Lead: '00Q',
  LoginHistory: '0Ya',
  Note: '002',
  Opportunity: '006',
  OpportunityContactRole: '00K',
  OpportunityFieldHistory: '01k',
  OpportunityHistory: '008',
  OpportunityLineItem: '00k',
  Order: '801',
  OrderItem: '802',
  Organization: '00D',
  PermissionSet: '0PS',
  Pricebook2: '01s',
  PricebookEntry: '01u',
  Product2: '01t',
  Profile: '00e',
  RecordType: '012',
  Report: '00O',
  Solution: '501',
  Task: '00T',
  Topic: '0TO',
  User: '005',
  UserRole: '00E',
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Gives every object a prefix of its own: the known one, or the next free one of its kind. */
export class KeyPrefixes {
  readonly #taken = new Set(Object.values(knownPrefixes))
  #next = 0

  /** The prefix of a standard object. */
  standard(name: string): string {
    return knownPrefixes[name] ?? this.#free('0')
  }

  /** The prefix of a custom object: `a` and two digits more, counted on to `z`. */
  custom(): string {
    return this.#free('a')
  }

  /** The prefix of a generated object: `b` or `c` first, so that it meets no other. */
  generated(): string {
    const kind = this.#next < 62 * 62 ? 'b' : 'c'
    return this.#free(kind)
  }

  #free(kind: '0' | 'a' | 'b' | 'c'): string {
    for (;;) {
      const number = this.#next++
      const low = digits[number % 62] as string
      const middle = digits[Math.floor(number / 62) % 62] as string
      const prefix = `${kind}${middle}${low}`
      if (this.#taken.has(prefix)) continue
      this.#taken.add(prefix)
      return prefix
    }
  }
}
