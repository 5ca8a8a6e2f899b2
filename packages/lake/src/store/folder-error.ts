import { LakeError, StoreRefusedError } from '../errors.ts'

/** Puts a failure of the file system into words that say what to do. Others pass untouched. */
export function folderError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new LakeError(
        'LAKE_STORE_FULL',
        `No room is left to write ${path}: free space on that disk (or raise its quota) and run again.`,
        { cause: error },
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new LakeError(
        'LAKE_STORE_DENIED',
        `This user may not read or write ${path}: give it permission, or choose another folder for the zone.`,
        { cause: error, exitCode: 2 },
      )
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return new LakeError(
        'LAKE_STORE_NOT_FOLDER',
        `A file is where a folder should be (or the other way round) on the way to ${path}: move it away, or choose another folder for the zone.`,
        { cause: error, exitCode: 2 },
      )
    case 'ENAMETOOLONG':
      return new LakeError('LAKE_KEY', `The path ${path} is too long for this file system.`, {
        cause: error,
      })
    case 'EMFILE':
    case 'ENFILE':
      return new LakeError(
        'LAKE_STORE_BUSY',
        'Too many files are open: raise the limit (ulimit -n) and run again.',
        { cause: error },
      )
    case 'EXDEV':
    case 'ENOTSUP':
    case 'ENOSYS':
    case 'EMLINK':
      return new StoreRefusedError(
        `${path} is on a file system without hard links to the zone's root, so writes cannot be create-only there: keep the zone on one local or network disk, or use s3://.`,
        { cause: error },
      )
    default:
      return error
  }
}
