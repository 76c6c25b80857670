import { answers, lastQuestion } from '../interview.mjs'
import { open, over, story } from '../redress.mjs'

/** The turn in which things are said at once, and how many. */
const burst = { turn: 2, count: 3 }
const mostTurns = 16

/** A sign of the chat that means nothing to anybody, so that what is another's is seen. */
export function markOf(chat) {
  return [...String(chat).padStart(5, '0')].map((digit) => 'bcdfghjklm'[digit]).join('')
}

/**
 * Somebody who answers ten questions. `next(heard)` gives what he says at once, with `last` where it ends the talk and
 * `replies` to wait for; undefined when it is over. `greeted`: the first answer has a greeting before it. `told` is what his ticket has to hold.
 */
export function interviewed(chat, { atOnce = false, greeted = false } = {}) {
  const told = []
  return {
    told: () => JSON.stringify(told),
    next(heard) {
      if (told.length > lastQuestion || heard?.text === 'ticket') return undefined
      const count = atOnce && told.length === burst.turn ? burst.count : 1
      const said = answers
        .slice(told.length, told.length + count)
        .map((text, i) => `${text} ${markOf(chat)}-${told.length + i}`)
      told.push(...said)
      const messages = said.map((text) => ({ text }))
      const replies = greeted && told.length === 1 ? 2 : count
      return { messages, replies, last: told.length > lastQuestion }
    },
  }
}

/** Somebody who complains to the desk: his story in one message or in three, then buttons and two short answers. */
export function complaining(chat, { atOnce = false, joined = false } = {}) {
  const mark = markOf(chat)
  const parts = [`${story}${mark}`, `${open}${mark}`, `那天家里人都在，大家都看见了。${mark}`]
  const free = [`我希望能换一台新的，${mark}`, '工作日晚上方便']
  let turns = 0
  return {
    next(heard) {
      turns += 1
      if (turns > mostTurns || over.test(heard?.text ?? '')) return undefined
      return { replies: 1, ...words(heard) }
    },
  }

  function words(heard) {
    if (turns === 1) {
      const texts = atOnce && !joined ? parts : [atOnce ? parts.join('\n') : parts[0]]
      // He is greeted at once, and asked when he has paused.
      return { messages: texts.map((text) => ({ text })), replies: 2 }
    }
    const { buttons = [] } = heard
    const options = buttons.filter(({ id }) => id.startsWith('option:'))
    const press = (options[chat % 2] ?? buttons[0])?.id
    if (press) return { messages: [{ press }], last: press === 'summary:yes' }
    return { messages: [{ text: free.shift() ?? '没有' }] }
  }
}
