import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ConfigError } from '@descant/sdk'
import { expect, test, vi } from 'vitest'
import { Conversation } from './conversation.ts'

const begin = ({ signal = new AbortController().signal, isTTY = false } = {}) => {
  const input = new PassThrough()
  const output = Object.assign(new PassThrough(), { isTTY })
  const onInterrupt = vi.fn()
  const conversation = new Conversation({ input, output, signal, onInterrupt })
  return { input, output, onInterrupt, conversation }
}

const even = (answer: string): number => {
  if (Number(answer) % 2 === 0) return Number(answer)
  throw new ConfigError([{ path: '', message: `${answer} is odd` }])
}

test('asks again, with what was wrong, until the answer will do', async () => {
  const { input, output, conversation } = begin()
  const shown = text(output)
  output.once('data', () => input.write('3\n'))
  output.on('data', (chunk) => String(chunk).includes('odd') && input.write(' 4 \n'))
  await expect(conversation.ask('Which?', even)).resolves.toBe(4)
  conversation.end()
  output.end()
  expect(await shown).toBe('Which? 3 is odd.\nWhich? ')
})

test('nobody answers: an error, not a wait without end', async () => {
  const { input, conversation } = begin()
  const answer = conversation.ask('Which?', even)
  input.end()
  await expect(answer).rejects.toThrow('not answered')
})

test('Ctrl-D at a terminal is no answer', async () => {
  const { input, conversation } = begin({ isTTY: true })
  const answer = conversation.ask('Which?', even)
  input.write('\x04')
  await expect(answer).rejects.toThrow('not answered')
})

test('Ctrl-C at a terminal is told, and does not end the conversation by itself', async () => {
  const { input, onInterrupt, conversation } = begin({ isTTY: true })
  const answer = conversation.ask('Which?', even)
  input.write('\x03')
  input.write('2\r')
  await expect(answer).resolves.toBe(2)
  expect(onInterrupt).toHaveBeenCalledOnce()
  conversation.end()
})

test('ends when it is told to', async () => {
  const controller = new AbortController()
  const { conversation } = begin({ signal: controller.signal })
  const answer = conversation.ask('Which?', even)
  controller.abort()
  await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  conversation.end()
})

test('a bug in understanding is not taken for a wrong answer', async () => {
  const { input, conversation } = begin()
  const answer = conversation.ask('Which?', () => {
    throw new TypeError('bug')
  })
  input.write('1\n')
  await expect(answer).rejects.toThrow(TypeError)
  conversation.end()
})
