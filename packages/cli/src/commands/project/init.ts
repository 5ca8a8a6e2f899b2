import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { projectTemplate } from './project-template.ts'

/** The schema of this very version, where it is installed in the project; else the published one. */
const schemaFor = (folder: string): string => {
  const published = 'https://unpkg.com/@descant/cli/schema/descant.schema.json'
  const own = fileURLToPath(new URL('../schema/descant.schema.json', import.meta.url))
  const way = relative(folder, own)
  return way.startsWith('node_modules') ? `./${way}` : published
}

/** `descant init`: a project file to begin with. */
export const init = defineCommand({
  name: 'init',
  summary: 'writes a project file with comments, to fill in.',
  operand: 'folder',
  options: {
    folder: { type: 'string', value: 'FOLDER', description: 'Where to. Default: here.' },
    force: { type: 'boolean', description: 'Write over one that is there.' },
  },
  async run(options) {
    const folder = resolve(options.folder ?? '.')
    const file = join(folder, 'descant.yaml')
    if (!existsSync(dirname(file))) {
      throw new ConfigError([{ path: folder, message: 'there is no such folder' }])
    }
    try {
      const flag = options.force ? 'w' : 'wx'
      await writeFile(file, projectTemplate(schemaFor(folder)), { flag })
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      const message =
        code === 'EEXIST'
          ? 'is there already: --force writes over it'
          : `cannot be written (${code})`
      throw new ConfigError([{ path: file, message }], { cause })
    }
    process.stdout.write(
      `wrote ${file}\nSet the variables that it refers to, then: descant doctor, descant run\n`,
    )
    return { exitCode: 0 }
  },
})
