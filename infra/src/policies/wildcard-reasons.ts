/**
 * Why a statement may hold a wildcard, by its Sid. A test fails for a wildcard that is not here, and
 * for a reason that no statement needs any more. Templates carry the reasons as metadata.
 */
export const wildcardReasons: Readonly<Record<string, string>> = {
  DenyPlainHttp: 'A refusal: every action without TLS, on every object of the bucket.',
  DenyOverwrite: 'A refusal: the raw zone takes new objects alone, whatever their key.',
  DenyRemoval:
    'A refusal: nobody but the roles for erasure removes what the raw zone holds, whatever its key. Left out are the probes by which a run tries whether the store keeps its promises.',
  KeyOfAccount:
    'The policy of a key: * is this key alone. It lets the policies of the account decide, which name actions; without it a key can be locked away from everybody.',
  LogsUseKey:
    'The policy of a key: * is this key alone. CloudWatch Logs asks for families of actions (Encrypt*, ReEncrypt*), and only for log groups of this deployment.',
  AlarmsUseKey:
    'The policy of a key: * is this key alone. Services that tell of alarms write into an encrypted topic.',
  ReadRawOfCustomer: 'All objects of one customer, and of no other: keys are made as data comes.',
  AddRawOfCustomer: 'All objects of one customer, and of no other: keys are made as data comes.',
  ReadAndAddDeadLettersOfCustomer:
    'All objects of one customer, and of no other: keys are made as data comes.',
  WriteTablesOfCustomer:
    'All objects of one customer, and of no other: names of data files are random.',
  WriteStateOfCustomer:
    'All objects of one customer, and of no other: runs and ledgers have keys by time.',
  ListZonesOfCustomer:
    'A list that names a prefix must name one of the customer; the wildcard stands in that condition.',
  ProbeZones:
    'A run writes and removes a small object of a random name below .descant-probe/, which holds nothing else.',
  EraseObjectsOfCustomer: 'All objects and versions of one customer: a person can be in each.',
  EraseListOfCustomer:
    'A list that names a prefix must name one of the customer; the wildcard stands in that condition.',
  RegisterTablesOfCustomer:
    'All tables of the one database of one customer: they are made as entities are added.',
  ReadSecretsOfProject:
    'Secrets that the project names without their ARN: ? stands for the six characters that AWS puts at its end.',
  PullImages:
    'ecr:GetAuthorizationToken knows no resource: it gives a token for the registry, not for an image.',
  FollowJobs: 'All runs of one application: each has an id of its own.',
}
