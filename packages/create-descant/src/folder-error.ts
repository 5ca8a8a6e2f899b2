import { SingerError } from '@descant/sdk'

/** The folder that was named cannot take a new connector: the user must name another. Exit code 2. */
export class FolderError extends SingerError {
  readonly code = 'CREATE_FOLDER_REFUSED'
  override readonly exitCode = 2

  constructor(folder: string, reason: string, options?: ErrorOptions) {
    const advice = 'Nothing is overwritten: name another folder with --directory'
    super(`${folder} ${reason}. ${advice}.`, options)
  }
}
