import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../dist/src/clock/system.js'
import { Loop } from '../../dist/src/engine/loop.js'
import { step } from '../../dist/src/engine/step.js'
import { Outbox } from '../../dist/src/outbox/deliver.js'
import { openSqlite } from '../../dist/src/store/sqlite/open.js'
import { answers, interviewFlow, ticketFlow } from './interview.mjs'
import { closedLoop, openLoop, Replies } from './users.mjs'

const flow = interviewFlow()
const tools = {
  speaker: { speak: ({ key }) => key },
  staffLocale: () => 'en',
  deskLocale: 'en',
  understand: () => ({}),
  burst: { story: 0, storyAtMost: 0, answer: 0 },
  textLength: 4000,
}
const day = 86_400_000

/** The customer's side of an interview. */
export function actorOf(name) {
  return `conversation:bench/${name}`
}

function nameOf(actor) {
  return actor.slice(actorOf('').length)
}

/** A store in a folder of its own, which goes with it. */
export async function freshStore() {
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'))
  const { store, close } = await storeIn(folder)
  return {
    store,
    async close() {
      await close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A store in a folder that somebody else looks after. */
export async function storeIn(folder) {
  const store = await openSqlite({ folder })
  return { store, close: () => store[Symbol.asyncDispose]() }
}

/**
 * Loop, outbox and store with the interview's chart; a reply counts once the courier has it, and `send` has taken it.
 * `opens`: each interview ends with a ticket.
 */
export async function openEngine(
  open = freshStore,
  { onReply = () => undefined, send = () => undefined, opens = false } = {},
) {
  const { store, close } = await open()
  const replies = new Replies()
  const parts = {}
  const loop = new Loop({
    store,
    clock: systemClock,
    flows: [opens ? interviewFlow({ opens }) : flow, ticketFlow],
    tools,
    onLetters: (due, later) => parts.outbox.expect(due, later),
    dayKey: () => '20261123',
    crowd: 100,
    crowdNotice: (actor) => ({
      to: 'team:bench',
      message: { text: actor },
      dueAt: Date.now(),
    }),
    parkedNotice: (letter) => ({
      to: 'team:bench',
      message: { text: letter.id },
      dueAt: Date.now(),
    }),
    onFault: (_actor, error) => {
      throw error
    },
  })
  const deliver = async (letter) => {
    await send(nameOf(letter.from), letter.message.text)
    replies.came(letter.from, letter)
    onReply(letter.from)
    return { done: true }
  }
  parts.outbox = new Outbox({
    store,
    clock: systemClock,
    couriers: {
      customer: deliver,
      staff: deliver,
      team: deliver,
      webhook: deliver,
      actor: async (letter) => {
        await loop.take(letter.to, { type: 'letter', letter })
        return { done: true, ...(letter.from === letter.to ? { settled: true } : {}) }
      },
    },
    tries: 8,
    retry: { first: 1000, longest: 60_000 },
    random: Math.random,
    onUndelivered: async () => {},
    onFault: (error) => {
      throw error
    },
  })
  parts.outbox.start()
  /** What a customer says as the `n`th, until the reply is in the courier's hands. */
  const say = async (name, n) => {
    const reply = replies.next(actorOf(name))
    await take(name, n)
    await reply
  }
  const take = (name, n) => hear({ id: `${name}-${n}`, chat: name, text: answers[n] })
  const hear = ({ id, chat, text }) => {
    const event = { type: 'answered', text }
    const keepUntil = Date.now() + day
    return loop.take(actorOf(chat), { type: 'order', event, key: String(id), keepUntil })
  }
  const converse = async (name, turn) => {
    for (const n of answers.keys()) await turn(() => say(name, n))
  }
  const half = async (name) => {
    for (let n = 0; n < answers.length / 2; n++) await say(name, n)
  }
  return {
    store,
    hear,
    take,
    converse,
    half,
    closed: (users, turns) => closedLoop({ users, turns, converse }),
    open: (users, perSecond, seconds) => openLoop({ users, perSecond, seconds, converse }),
    /** Resolves when nothing that is due waits to be handed over. */
    settled: () => parts.outbox.settled(),
    async close() {
      await parts.outbox.stop()
      await close()
    },
  }
}

/** The commits of whole interviews, as the step makes them, with the inputs they were made from. */
function interviews(count) {
  const inputs = []
  for (let c = 0; c < count; c++) {
    const actor = `conversation:bare/${c}`
    let stored
    for (const [i, text] of answers.entries()) {
      const stimulus = {
        type: 'order',
        event: { type: 'answered', text },
        key: `${c}-${i}`,
        keepUntil: day * 30_000,
      }
      const input = { flow, actor, stored, stimulus, now: Date.now() }
      const { commit } = step(input, tools)
      inputs.push({ input, commit })
      stored = { revision: i + 1, record: JSON.parse(JSON.stringify(commit.record)) }
    }
  }
  return inputs
}

/** Steps a second, alone: stored snapshot in, commit out. */
export function bareSteps(conversations) {
  const all = interviews(conversations)
  const from = performance.now()
  for (const { input } of all) step(input, tools)
  return all.length / ((performance.now() - from) / 1000)
}

/** Writes a second, alone: the same rows committed and settled, `users` conversations at a time. */
export async function bareWrites(conversations, users) {
  const all = interviews(conversations)
  const { store, close } = await freshStore()
  const each = answers.length
  const from = performance.now()
  let next = 0
  const one = async () => {
    while (next < conversations) {
      const c = next++
      for (let i = 0; i < each; i++) {
        const { input, commit } = all[c * each + i]
        const item = { actor: input.actor, revision: i, commit }
        const { letters } = await store.commit(item, Date.now())
        await Promise.all(letters.map(({ id }) => store.settle(id)))
      }
    }
  }
  await Promise.all(Array.from({ length: users }, one))
  const rate = all.length / ((performance.now() - from) / 1000)
  await close()
  return rate
}
