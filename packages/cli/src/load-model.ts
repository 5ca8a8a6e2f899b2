import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError, SingerError } from '@descant/sdk'
import type { Model } from '@descant/transform'

/**
 * Loads a project's own model: a module that exports it as `model`.
 *
 * @throws {ConfigError} where the file cannot be loaded, or exports none.
 */
export async function loadModel(path: string): Promise<Model> {
  const refuse = (message: string) => new ConfigError([{ path: '--model', message }])
  let module: { readonly model?: Model }
  try {
    module = await import(pathToFileURL(resolve(path)).href)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      throw refuse(
        `${path} is TypeScript, which Node ${process.versions.node} does not run: take Node 22.18 or newer, or compile it to JavaScript`,
      )
    }
    // What a model's own declarations refuse says itself who must do what.
    if (SingerError.is(error)) throw error
    throw refuse(`cannot be loaded: ${message}`)
  }
  if (module.model?.sources instanceof Map && Array.isArray(module.model.entities)) {
    return module.model
  }
  throw refuse(
    `${path} must export a model: export const model = defineModel({ base: standardModel, … })`,
  )
}
