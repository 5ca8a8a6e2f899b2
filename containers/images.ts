/** An image: the packages whose commands it brings; what those need comes with them. */
export interface Image {
  /** As `tap-shopify`: the target in the Dockerfile, and the last part of the image's name. */
  readonly name: string
  /** Folders below `packages/`. The first gives the image its version. */
  readonly packages: readonly [string, ...string[]]
}

/** The images, the small ones first. `descant` is the pipeline: every stage and every connector. */
export const images: readonly Image[] = [
  { name: 'tap-shopify', packages: ['tap-shopify'] },
  { name: 'tap-salesforce', packages: ['tap-salesforce'] },
  { name: 'target-s3-ndjson', packages: ['target-s3-ndjson'] },
  { name: 'target-postgres', packages: ['loader'] },
  {
    name: 'descant',
    packages: ['cli', 'tap-shopify', 'tap-salesforce', 'target-s3-ndjson', 'map', 'loader'],
  },
]
