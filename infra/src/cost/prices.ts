/**
 * List prices of us-east-1 in US dollars, as published in the first half of 2026, without taxes, free
 * tiers and discounts. Other regions are up to a third dearer: put yours in.
 *
 * @see https://aws.amazon.com/fargate/pricing/ https://aws.amazon.com/s3/pricing/
 * @see https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/vpc/pricing/
 */
export const prices = {
  /** Fargate, Linux. Paid by the second from the pull of the image on, a minute at least. */
  coreHour: { arm64: 0.03238, x86_64: 0.04048 },
  gibHour: { arm64: 0.00356, x86_64: 0.004445 },
  /** Of a task's storage, what is beyond 20 GiB. */
  storageGibHour: 0.000111,
  /** While a task or a gateway has one. */
  publicAddressHour: 0.005,
  natGatewayHour: 0.045,
  /** S3, a GB and month. */
  standardGbMonth: 0.023,
  infrequentGbMonth: 0.0125,
  instantArchiveGbMonth: 0.004,
  /** S3, a thousand. */
  writes: 0.005,
  reads: 0.0004,
  logGb: 0.5,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  secretMonth: 0.4,
  keyMonth: 1,
} as const
