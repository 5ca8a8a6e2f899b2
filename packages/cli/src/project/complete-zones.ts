import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ProjectZones } from './project.ts'
import type { FileZones } from './project-file.ts'
import type { ProjectPlace, TellIssue } from './project-place.ts'
import { textParts } from './reference.ts'

const zoneNames = ['raw', 'processed', 'dead_letters', 'state'] as const

/** The zones of a customer as URLs, with what the environment says put in. */
export function completeZones(
  file: NonNullable<FileZones>,
  { folder, environment }: ProjectPlace,
  path: readonly string[],
  tell: TellIssue,
): ProjectZones {
  const textOf = (name: keyof NonNullable<FileZones>, text: string): string => {
    const parts = textParts(text).map((part) => {
      if (typeof part === 'string') return part
      if (part.store !== 'env') {
        const message = `${part.text} cannot stand in a zone, which is no secret: use \${env:NAME}`
        tell({ path: [...path, 'zones', name], message })
        return ''
      }
      if (environment === undefined) return part.text
      const value = environment[part.name] || part.instead
      if (value) return value
      const message = `${part.name} is not set in the environment`
      tell({ path: [...path, 'zones', name], message })
      return ''
    })
    return parts.join('')
  }
  const urlOf = (name: (typeof zoneNames)[number]): string => {
    const text = file[name]
    if (text === undefined) {
      tell({ path: [...path, 'zones', name], message: 'is missing, here and in the project' })
      return ''
    }
    const told = textOf(name, text)
    const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(told) || told.startsWith('${')
    return isUrl || told === '' ? told : pathToFileURL(resolve(folder, told)).href
  }
  const [raw, processed, deadLetters, state] = zoneNames.map(urlOf) as [
    string,
    string,
    string,
    string,
  ]
  const { s3_endpoint: endpoint, s3_region: region, s3_force_path_style: forcePathStyle } = file
  return {
    raw,
    processed,
    deadLetters,
    state,
    s3: {
      ...(endpoint === undefined ? {} : { endpoint: textOf('s3_endpoint', endpoint) }),
      ...(region === undefined ? {} : { region: textOf('s3_region', region) }),
      ...(forcePathStyle === undefined ? {} : { forcePathStyle }),
    },
  }
}
