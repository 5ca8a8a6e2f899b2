import { jsonReply, type Reply, type Request } from '../../reply.ts'

/** A refusal of a token: JSON for a client that asks for JSON, otherwise a page for people. */
export function oauthError(
  request: Request,
  status: number,
  error: string,
  description: string,
): Reply {
  if (request.headers.accept?.includes('json')) {
    return jsonReply(status, { error, error_description: description })
  }
  const words = `Oauth error ${error}: ${description}`
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>\n<html><head><title>${status} - ${escaped(words)}</title></head><body><h3>${escaped(words)}</h3></body></html>\n`,
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
