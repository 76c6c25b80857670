import type { OutboundMessage } from '../../domain/message.ts'
import { inPieces } from '../../domain/pieces.ts'
import type { Wording } from '../../domain/wording.ts'
import { asMarkdown } from '../wechat-core/markdown.ts'

/** The platform's limits of a message, in bytes of UTF-8 (developer.work.weixin.qq.com/document/path/91770). */
const bytes = { text: 2048, markdown: 4096 }

/** What one call sends. */
export type Body =
  | { msgtype: 'text'; text: { content: string; mentioned_list?: readonly string[] } }
  | { msgtype: 'markdown'; markdown: { content: string } }

/**
 * A message as a robot shows it: plain words, where they fit into one message with who is called; else as few pieces as
 * can be.
 */
export function bodiesOf(text: string, mentioned: readonly string[]): Body[] {
  if (sizeOf(text) <= bytes.text) {
    const called = mentioned.length ? { mentioned_list: mentioned } : {}
    return [{ msgtype: 'text', text: { content: text, ...called } }]
  }
  const calls = mentioned.map((id) => `<@${id}>`).join(' ')
  const limit = bytes.markdown - sizeOf(calls) - 1
  return inPieces(asMarkdown(text), limit, sizeOf).map((piece, n) => ({
    msgtype: 'markdown',
    markdown: { content: n === 0 && calls ? `${piece}\n${calls}` : piece },
  }))
}

/** The words, and what can be done about them: nobody presses or writes anything here. */
export function wordsOf(
  { text, buttons = [], files = [] }: OutboundMessage,
  { link, say }: { link: string | undefined; say(wording: Wording): string },
): string {
  const at = link === undefined ? { key: 'elsewhere' } : { key: 'elsewhereLink', values: { link } }
  const lines = [
    ...(files.length ? [say({ key: 'files', values: { n: files.length } })] : []),
    ...(buttons.length ? [say(at)] : []),
    // What stands behind a button of staff is the command that does it.
    ...buttons.map(({ id, label }) => (id.startsWith('/') ? `${label}  ${id}` : label)),
  ]
  return lines.length ? `${text}\n\n${lines.join('\n')}` : text
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text)
}
