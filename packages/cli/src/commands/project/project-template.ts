/** A project file to begin with: it runs against the sandbox as soon as its variables are set. */
export const projectTemplate = (
  schema: string,
): string => `# yaml-language-server: $schema=${schema}
#
# A project of Descant: whose data is extracted from where, and where it goes.
#   descant doctor          checks all of this
#   descant run             extracts, makes tables, loads
#   descant status          tells how the last runs ended
version: 1

# Where the data lies: s3://bucket/prefix, file:///folder, or a folder that stands from this file.
zones:
  raw: ./lake/raw                    # what the sources sent, byte for byte; kept for years
  processed: ./lake/processed        # clean Iceberg tables
  dead_letters: ./lake/dead-letters  # what could not go on, and why
  state: ./lake/state                # bookmarks, runs and their logs, schemas, leases
  # s3_region: eu-central-1
  # s3_endpoint: http://localhost:9000   # a store that is not Amazon's

# Secrets never stand here. A value that stands elsewhere is referred to:
#   \${env:NAME}                          the environment
#   \${secretsmanager:NAME_OR_ARN#key}    AWS Secrets Manager, and a member of the secret
#   \${ssm:/path}                         AWS Systems Manager Parameter Store
#   \${file:/run/secrets/name}            a file

# The PostgreSQL database that tables are loaded into. Without it nothing is loaded.
# warehouse:
#   database_url: \${env:DATABASE_URL}

# search:
#   url: \${env:SEARCH_URL}               # Elasticsearch or OpenSearch gets the profiles

# alerts:
#   url: \${env:ALERT_URL}                # a webhook
#   format: slack

# When sources run, by \`descant schedule\`; a customer or a source may say otherwise.
schedule: 0 * * * *
freshness_minutes: 120                # older data is told

limits:
  attempts: 3                         # how often an extraction is tried in a run
  # max_duration_seconds: 1740        # for tasks that may take 30 minutes: ends in time, exit code 75

customers:
  # The name is the folder in every zone, and the schema in PostgreSQL.
  acme:
    sources:
      # The name is the provider in paths and tables.
      shop:
        type: shopify                 # which built-in mapping makes tables of it
        tap: tap-shopify              # npm install @descant/tap-shopify
        config:
          shop: \${env:SHOPIFY_SHOP}
          access_token: \${env:SHOPIFY_ACCESS_TOKEN}
          # The sandbox, or a proxy: descant-sandbox shopify tells its address.
          # api_url: \${env:SHOPIFY_API_URL}
        # select: [orders, customers, products, '!orders.note']

      # Any Singer tap, in any language:
      # library:
      #   tap: .venv/bin/tap-library
      #   select: ['*']
      #   config: { api_key: '\${env:LIBRARY_KEY}' }
`
