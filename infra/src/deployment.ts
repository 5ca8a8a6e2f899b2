/** CPU and memory of a task, as Fargate sells them. */
export interface TaskSize {
  /** 1024 is one virtual core. */
  readonly cpu: 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384
  readonly memoryMib: number
  /** Room below `/tmp`, where tables are sorted and joined that memory does not hold. @default 20 */
  readonly storageGib?: number
}

/** Where tasks run. */
export type NetworkSettings =
  /** A new VPC. Tasks have public addresses and let nobody in; it costs nothing while no task runs. */
  | { readonly kind: 'public' }
  /** A new VPC. Tasks have no public address and go out by one NAT gateway, so from one address. */
  | { readonly kind: 'nat' }
  /** Yours: named, not looked up, so that synthesis needs no account. */
  | {
      readonly kind: 'existing'
      readonly vpcId: string
      readonly subnetIds: readonly [string, ...string[]]
      readonly availabilityZones: readonly [string, ...string[]]
      /** Whether the subnets reach the internet by public addresses. @default false */
      readonly assignPublicIp?: boolean
    }

/** A PostgreSQL that AWS runs. */
export interface DatabaseSettings {
  /** As `t4g.medium`. */
  readonly instanceType: string
  readonly storageGib: number
  /** A second instance in another zone that takes over. @default false */
  readonly multiAz?: boolean
}

/** An OpenSearch domain. */
export interface SearchSettings {
  /** As `r7g.large.search`. */
  readonly instanceType: string
  readonly instances: number
  readonly storageGib: number
}

/** EMR Serverless, which is paid for while jobs run. */
export interface SparkSettings {
  /** The most that all workers of it may take together. */
  readonly maxCores: number
  readonly maxMemoryGib: number
}

/** What is deployed beside the project: everything about AWS that descant.yaml does not say. */
export interface Deployment {
  /** What every name begins with: lower case, digits and dashes, at most 20. */
  readonly name: string
  readonly region: string
  /** The account's number. Without it the app is made for whichever the command is signed in to. */
  readonly account?: string
  /** The project file, from the folder of this app. */
  readonly project: string
  /** The tag of the image that tasks run; `--context version=…` wins over it. */
  readonly version: string
  /** @default arm64, which costs a fifth less */
  readonly architecture?: 'arm64' | 'x86_64'
  readonly network: NetworkSettings
  /** Tasks that bring a source's records in. @default half a core, 1 GiB */
  readonly extract?: TaskSize
  /** Tasks that make tables and load them. @default two cores, 8 GiB, 50 GiB of storage */
  readonly transform?: TaskSize
  /** Other sizes for single sources, by `customer/source`. */
  readonly sources?: Readonly<Record<string, TaskSize>>
  /** Runs begin within so many minutes of their time, so that not all begin at once. @default 5 */
  readonly flexibleMinutes?: number
  /** Logs are kept so long. @default 90 */
  readonly logDays?: 30 | 90 | 180 | 365
  /**
   * Whether runs write metrics, and late data and dead letters raise alarms here: four for each source
   * and each stage of a customer's tables; `all` are seven, with sums by customer and by stage. A project
   * whose own alerts tell of late data and dead letters can do without. @default true
   */
  readonly metrics?: boolean | 'all'
  /** Who is written to when something needs a person. */
  readonly alarmEmails: readonly string[]
  /** A PostgreSQL for the tables. Without it the project names one of its own, or loads nothing. */
  readonly database?: DatabaseSettings
  /** An OpenSearch domain for the profiles. */
  readonly search?: SearchSettings
  /** EMR Serverless, for historic runs that one machine does not hold. */
  readonly spark?: SparkSettings
}
