import type { DataFile } from './data-file.ts'

/** The facts of a snapshot's summary under Iceberg's own names (spec, appendix F). */
export function commitSummary(
  operation: 'append' | 'overwrite',
  files: readonly DataFile[],
  { added, removed }: { added: readonly DataFile[]; removed: readonly DataFile[] },
): Record<string, string> {
  return {
    operation,
    'added-data-files': String(added.length),
    'added-records': total(added, 'rows'),
    'added-files-size': total(added, 'bytes'),
    'deleted-data-files': String(removed.length),
    'deleted-records': total(removed, 'rows'),
    'removed-files-size': total(removed, 'bytes'),
    'total-data-files': String(files.length),
    'total-records': total(files, 'rows'),
    'total-files-size': total(files, 'bytes'),
    'total-delete-files': '0',
    'total-position-deletes': '0',
    'total-equality-deletes': '0',
  }
}

const total = (files: readonly DataFile[], fact: 'rows' | 'bytes') =>
  String(files.reduce((sum, file) => sum + file[fact], 0))
