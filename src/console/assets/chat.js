import { createComposer } from './composer.js'
import { connectionNotice } from './connection.js'
import { Log } from './log.js'
import { openOutbox } from './outbox.js'
import { post } from './post.js'
import { follow } from './stream.js'
import { createWhen } from './when.js'
import { createWriter } from './writer.js'

const atOnce = 80

/**
 * Brings a chat to life: what was said, what comes, what is written.
 * @param {HTMLElement} root with the addresses and words in its data attributes
 * @param {{open?: () => Promise<boolean>, opened: boolean, linksOf?: string[], on?: Record<string, (data: any) => void>, heard?: (line: any) => void, presses?: Record<string, (button: HTMLElement, words: any) => void>}} options
 */
export async function startChat(root, options) {
  const words = JSON.parse(root.dataset.words)
  const locale = document.documentElement.lang
  const { name } = root.dataset
  const known = root.dataset.known && JSON.parse(root.dataset.known)
  const showState = connectionNotice(root.querySelector('.notice'), words)
  let opened = options.opened

  const writer = createWriter(root, { add: (item) => outbox.add(item) })
  const log = new Log(root, {
    words,
    when: createWhen(locale, words),
    keepsChoices: root.dataset.keepsChoices !== undefined,
    linksOf: options.linksOf,
    press(choice, line, button) {
      const own = options.presses?.[choice.id]
      if (own) own(button, words)
      else writer.press(choice, line, button)
    },
    answer: writer.answer,
    retry: (item) => outbox.retry(item.id),
    discard(item) {
      outbox.remove(item.id)
      if (item.text) composer.putBack(item.text)
    },
  })
  const composer = createComposer(root.querySelector('.composer'), {
    draftKey: `draft ${name}`,
    send: (text) => writer.write({ text }),
    photo: (photo) => writer.photo(photo, { log, words }),
  })
  function listen() {
    const line = (said) => {
      root.querySelector('.welcome')?.remove()
      if (log.add(said)) options.heard?.(said)
    }
    follow({
      url: root.dataset.events,
      after: log.last,
      state: showState,
      on: { line, ...options.on },
    })
  }
  async function deliver(item, progress) {
    if (!opened) {
      opened = await options.open().catch(() => false)
      if (!opened) return { again: 2000 }
      listen()
    }
    const url = item.photo ? root.dataset.files : root.dataset.messages
    const outcome = await post({ url, item, known, locale, progress })
    if (outcome.status !== 404 || !options.open) return outcome
    // The conversation this browser knew is gone: begin a new one.
    opened = false
    return { again: 500 }
  }
  const outbox = await openOutbox(`redress ${name}`, {
    deliver,
    changed(item, state, more) {
      log.pend(item, state, more)
      if (state === 'sent' && log.isPending(item.id)) log.typing(true)
    },
  })
  if (opened) {
    await showPast({ root, log })
    listen()
  }
  for (const item of outbox.items()) log.pend(item, 'waiting')
  void outbox.flush()
  if (!navigator.onLine) showState('lost')
  return { composer, write: writer.write, log }
}

async function showPast({ root, log }) {
  const { lines } = root.dataset
  const earlier = root.querySelector('.earlier')
  const load = async (query) => {
    const answer = await fetch(`${lines}?limit=${atOnce}${query}`).catch(() => undefined)
    return answer?.ok ? (await answer.json()).lines : []
  }
  const past = await load('')
  if (past.length > 0) root.querySelector('.welcome')?.remove()
  for (const line of past) log.add(line)
  log.typing(false)
  log.toEnd()
  earlier.hidden = !(log.first > 1 && past.length > 0)
  earlier.onclick = async () => {
    log.addEarlier(await load(`&before=${log.first}`))
    earlier.hidden = log.first <= 1
  }
}
