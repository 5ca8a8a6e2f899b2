import type { Infer } from '@descant/sdk'

/** The settings of the tap, and the names by which other Salesforce taps know them. */
export const settingsSchema = {
  type: 'object',
  properties: {
    client_id: {
      type: 'string',
      secret: true,
      description: 'Required. The consumer key of the external client app (or connected app).',
    },
    client_secret: {
      type: 'string',
      secret: true,
      description: 'The consumer secret. Alone with `client_id` it signs in by client credentials.',
    },
    refresh_token: {
      type: 'string',
      secret: true,
      description:
        'Signs in as the user who approved the app. Where Salesforce rotates it, the new one is ' +
        'written back to the config file.',
    },
    private_key: {
      type: 'string',
      secret: true,
      description:
        'Signs in by JWT bearer, together with `username`: the RSA key in PEM form whose certificate ' +
        'the app holds.',
    },
    username: { type: 'string', description: 'The user for whom `private_key` signs in.' },
    instance_url: {
      type: 'string',
      description:
        'The address of the org, best its My Domain, as `https://example.my.salesforce.com`. Required ' +
        'for client credentials.',
    },
    domain: {
      type: 'string',
      description: 'The name of My Domain alone, as `example` or `example--test.sandbox`.',
    },
    is_sandbox: {
      type: ['boolean', 'string'],
      default: false,
      description: 'Whether to sign in at test.salesforce.com where no address is given.',
    },
    login_url: {
      type: 'string',
      description:
        'Another place to sign in than the address above; also the audience of JWT bearer.',
    },
    api_version: {
      type: 'string',
      default: '68.0',
      pattern: '^v?\\d{2}(\\.0)?$',
      description: 'The version of the API.',
    },
    api_type: {
      type: 'string',
      default: 'AUTO',
      description:
        '`AUTO` chooses for each window of time between REST and Bulk API 2.0, by the number of rows ' +
        'and what is left of the quotas. `REST` and `BULK2` (or `BULK`) use one of them wherever the ' +
        'object allows.',
    },
    bulk_threshold_rows: {
      type: 'integer',
      minimum: 1,
      default: 20_000,
      description: 'From how many rows on `AUTO` takes Bulk API 2.0.',
    },
    end_date: {
      type: 'string',
      format: 'date-time',
      description: 'Reads no rows that were changed at this time or later.',
    },
    lookback_window: {
      type: ['integer', 'string'],
      default: 600,
      description:
        'How far before its bookmark a run begins, in seconds (or as `PT10M`): rows become visible ' +
        'some time after they are stamped.',
    },
    lag_seconds: {
      type: 'integer',
      minimum: 0,
      default: 60,
      description:
        "How long before now, by Salesforce's clock, a run ends; what is newer is left to the next.",
    },
    stream_slice_step: {
      type: 'string',
      description:
        'Reads in windows of this length, as `P30D`. Without it a window is as long as it can be, and ' +
        'is halved where a query takes too long.',
    },
    streams_to_discover: {
      type: 'array',
      items: { type: 'string' },
      description: 'Discovers these objects alone.',
    },
    streams_criteria: {
      type: 'array',
      items: {
        type: 'object',
        required: ['criteria', 'value'],
        properties: { criteria: { type: 'string' }, value: { type: 'string' } },
      },
      description:
        'Discovers objects whose name fits one of these: `[{"criteria": "starts with", "value": ' +
        '"Account"}]`; also `ends with`, `contains`, `exact`, each with `not` before or within it.',
    },
    cache_directory: {
      type: 'string',
      description:
        'Keeps what objects look like from run to run, so that discovery asks only for what changed; ' +
        'and which rows there are, by hashes, so that rows that vanished and formulas that changed ' +
        'are found.',
    },
    formula_refresh_hours: {
      type: 'number',
      minimum: 0,
      default: 24,
      description:
        'How often rows are looked at for formula fields that changed, which moves no timestamp. 0 ' +
        'never does.',
    },
    reconcile_days: {
      type: 'number',
      minimum: 0,
      default: 7,
      description:
        'How often all ids are compared with those of the last time, to find rows that vanished for ' +
        'good. Needs `cache_directory`. 0 never does.',
    },
    include_binary_fields: {
      type: 'boolean',
      default: false,
      description: 'Whether base64 fields, as the bodies of attachments, are read; one call each.',
    },
    quota_percent_total: {
      type: ['number', 'string'],
      default: 80,
      description:
        'Stops where so much of the daily API calls of the org is used, by whomever; the same for ' +
        'Bulk jobs and their storage.',
    },
    quota_percent_per_run: {
      type: ['number', 'string'],
      default: 25,
      description: 'Stops where one run has made so much of the daily API calls.',
    },
    max_workers: {
      type: 'integer',
      minimum: 1,
      default: 5,
      description: 'Pages of a Bulk result that are downloaded at once.',
    },
    bulk_page_rows: {
      type: 'integer',
      minimum: 1,
      default: 50_000,
      description: 'Rows in a page of a Bulk result.',
    },
    request_timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      default: 600,
      description: 'Seconds that one request may take.',
    },
    user_agent: { type: 'string', description: 'What requests are sent as.' },
    select_fields_by_default: {
      type: ['boolean', 'string'],
      description: 'Understood, and without effect: fields are wanted unless a catalog says no.',
    },
    state_message_threshold: {
      type: 'integer',
      description: 'Understood, and without effect: STATE is written where it is true.',
    },
    force_use_bulk_api: { type: 'boolean', description: 'The same as `api_type` `BULK2`.' },
    auth_type: {
      type: 'string',
      description: 'Understood, and without effect: what is given says how to sign in.',
    },
    password: {
      type: 'string',
      secret: true,
      description:
        'Signs in by `username` and password, a way that Salesforce is closing: prefer any other.',
    },
    security_token: { type: 'string', secret: true, description: 'Goes with `password`.' },
    start_date: {
      type: 'string',
      format: 'date-time',
      description:
        'Where streams without a bookmark begin. Without it they begin at the beginning.',
    },
  },
} as const

/** The settings as they are given, of the types that the schema says. */
export type Config = Infer<typeof settingsSchema>
