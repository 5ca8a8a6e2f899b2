import { type Logger, silentLogger } from '@descant/sdk'
import { compileConfig } from './config/compile-config.ts'
import type { MapConfig } from './config/map-config.ts'
import { Mapper, type MessageMapper } from './mapper.ts'

/**
 * Makes a mapper out of a config, for use within a program.
 *
 * @param log Told what is left out, and at the end what has been done. Default: nobody.
 * @throws {ConfigError} where the config is wrong, with every problem at once.
 * @example
 * const mapper = createMapper({ streams: { orders: { drop: ['note'] } } })
 * mapper.take('{"type":"SCHEMA","stream":"orders",…}', 1) // the line to hand on
 */
export function createMapper(config: MapConfig, log: Logger = silentLogger): MessageMapper {
  return new Mapper(compileConfig(config), log)
}
