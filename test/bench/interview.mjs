import { assign, emit, raise, setup } from 'xstate'

/** A ten-turn interview: a complaint, three open and three closed answers, a yes, a submission, thanks. */
const course = [
  'complaint',
  'when',
  'where',
  'who',
  'broken',
  'used',
  'receipt',
  'summary',
  'sent',
  'over',
]
const reminder = 600_000

/** The last of the ten, counted from 0: its answer opens the ticket. */
export const lastQuestion = course.length - 1

const opening = emit(({ context, event }) => ({
  type: 'open',
  complaint: { told: [...Object.values(context.told), event.text] },
}))

function asking(state, next, opens) {
  return {
    entry: [
      emit({ type: 'alert', to: 'staff:bench', texts: [{ key: `bench.${state}` }] }),
      raise({ type: 'silence' }, { id: 'silence', delay: reminder }),
    ],
    on: {
      answered: {
        target: next,
        actions: opens
          ? [opening, assign({ told: {} })]
          : assign({ told: ({ context, event }) => ({ ...context.told, [state]: event.text }) }),
      },
      silence: {
        actions: emit({ type: 'alert', to: 'staff:bench', texts: [{ key: 'bench.still' }] }),
      },
    },
  }
}

/**
 * The chart of the `engine` line: as many states, answers and timers as a real interview, no words and no understanding.
 * `opens`: the last answer opens a ticket.
 */
export function interviewFlow({ opens = false } = {}) {
  const states = Object.fromEntries(
    course.map((state, i) => {
      const next = course[(i + 1) % course.length]
      return [state, asking(state, next, opens && i === lastQuestion)]
    }),
  )
  const machine = setup({}).createMachine({
    id: 'interview',
    context: { told: {} },
    initial: 'complaint',
    states,
  })
  return { name: 'conversation', version: 1, machine, restart: () => ({}) }
}

const long = (n) => '这台电饭煲用了两天就坏了，按下开关没有反应，'.repeat(40).slice(0, n)

/** What a ticket is to the `engine` line: what was told, under its number. */
export const ticketFlow = {
  name: 'ticket',
  version: 1,
  machine: setup({}).createMachine({
    id: 'ticket',
    context: { number: null, told: [] },
    on: {
      'customer.complained': {
        actions: assign({
          number: ({ event }) => event.number,
          told: ({ event }) => event.complaint.told,
        }),
      },
    },
  }),
  restart: () => ({}),
}

/** What is said in the ten turns: a complaint of about 700 bytes, three open answers of about 280, the rest short. */
export const answers = [
  long(230),
  long(93),
  long(93),
  long(93),
  'yes',
  'no',
  'b',
  '是的',
  'send',
  'thanks',
]
