import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ours, peers } from '../subjects.mjs'
import { complaining, interviewed } from './customers.mjs'
import { startPlatform } from './platform.mjs'
import { ticketsIn } from './tickets.mjs'

/** How a platform and its people trouble a bot, and how many conversations of how many people at a time see it. */
const troubles = {
  /** The process is killed in the middle of everything, again and again. */
  kill: { people: 40, kills: 20 },
  /** Each update comes twice at once. */
  twice: { people: 25, conversations: 100, copies: 2 },
  /** Each update comes once more after the next one was answered. */
  late: { people: 25, conversations: 100, late: true },
  /** Three messages come at once; a busy process may read the last of them later than a short pause after the first. */
  at_once: { people: 25, conversations: 100, atOnce: true, pause: 1 },
  /** The last button is pressed twice at once. */
  submit: { people: 25, conversations: 100, submits: 2 },
}

/** How long a customer of the desk pauses when he has ended, where he really does for seconds, in s. */
const shortPause = 0.2

/** The life of a process before it is killed, in ms. */
const life = () => 300 + Math.random() * 400

/** All subjects through all troubles, counted by who stands outside. */
export async function measureIntact({ figures, size }) {
  for (const name of [...ours, ...peers]) {
    const all = { intact: 0, conversations: 0 }
    for (const [trouble, given] of Object.entries(troubles)) {
      const counts = await through(name, smaller(given, size))
      all.intact += counts.intact
      all.conversations += counts.conversations
      figures.add(`intact.${name}.${trouble}`, percent(counts))
      for (const [what, count] of Object.entries(counts))
        if (what !== 'intact') figures.add(`${what}.${name}.${trouble}`, count)
    }
    figures.add(`intact.${name}`, percent(all))
  }
}

function percent({ intact, conversations }) {
  return (100 * intact) / conversations
}

function smaller({ kills, conversations, ...given }, size) {
  return {
    ...given,
    kills: kills && Math.ceil(kills * Math.min(1, 2 * size)),
    conversations: conversations && Math.ceil(conversations * size),
  }
}

async function through(name, { pause = shortPause, ...given }) {
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'))
  const platform = await startPlatform(name, folder, pause)
  const talks = await converseAll(name, platform, given)
  await platform.end()
  const counts = count(talks, ticketsIn(folder, name))
  rmSync(folder, { recursive: true })
  return { ...counts, replies_twice: platform.replies.twice }
}

/** People talk until all have had their say, or all kills are done. The first ones, undisturbed, show how it should be. */
async function converseAll(name, platform, { people, kills, conversations, ...how }) {
  const talks = []
  let going = true
  const begin = async (disturbed) => {
    const chat = talks.length
    const customer =
      name === 'redress'
        ? complaining(chat, { atOnce: how.atOnce, joined: !disturbed })
        : interviewed(chat, { atOnce: disturbed && how.atOnce, greeted: name === 'engine' })
    const talk = { chat, customer, model: !disturbed }
    talks.push(talk)
    talk.heardAll = await converse(platform, talk, disturbed ? how : {})
  }
  await Promise.all([begin(false), begin(false)])
  const one = async () => {
    while (going && !(talks.length - 2 >= conversations)) await begin(true)
  }
  const all = Promise.all(Array.from({ length: people }, one))
  for (let n = 0; n < (kills ?? 0); n++) {
    await wait(life())
    await platform.kill()
  }
  going = kills === undefined
  await all
  return talks
}

/** False where the subject fell silent. */
async function converse(platform, { chat, customer }, { copies, late, submits = 1 }) {
  let heard
  let before
  for (;;) {
    const turn = customer.next(heard)
    if (!turn) return true
    const messages = turn.last
      ? turn.messages.flatMap((words) => Array.from({ length: submits }, () => words))
      : turn.messages
    const said = platform.say(chat, messages, { copies })
    if (late && before) platform.bringAgain(chat, before)
    before = said
    heard = await platform.nextReply(chat, turn.replies)
    if (!heard) return false
  }
}

function count(talks, tickets) {
  const models = talks.filter(({ model }) => model)
  const modelOf = (chat) => tickets.get(models.find((one) => one.chat % 2 === chat % 2).chat)?.[0]
  const counts = {
    conversations: 0,
    intact: 0,
    tickets_lost: 0,
    tickets_twice: 0,
    wrong_answers: 0,
    replies_lost: 0,
  }
  for (const { chat, customer, heardAll } of talks) {
    const found = tickets.get(chat) ?? []
    const wanted = customer.told?.() ?? modelOf(chat)
    const isLost = found.length === 0 && heardAll
    const isWrong = found.some((holds) => !isWhole(holds, wanted))
    counts.conversations += 1
    counts.tickets_lost += isLost
    counts.tickets_twice += found.length > 1
    counts.wrong_answers += isWrong
    counts.replies_lost += !heardAll
    counts.intact += heardAll && found.length === 1 && !isWrong
  }
  return counts
}

/** All that was said, each answer under its question. The desk asks less of who told his story in more than one go. */
function isWhole(holds, wanted) {
  if (holds === wanted) return true
  const [found, model] = [JSON.parse(holds), JSON.parse(wanted ?? '{}')]
  if (!found.facts || !model.facts) return false
  const same = (name) => JSON.stringify(found[name]) === JSON.stringify(model[name])
  return (
    ['category', 'story', 'wish', 'contact'].every(same) &&
    Object.entries(found.facts).every(([slot, fact]) => model.facts[slot] === fact)
  )
}
