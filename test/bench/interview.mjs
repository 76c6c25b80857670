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

function asking(state, next) {
  return {
    entry: [
      emit({ type: 'alert', to: 'staff:bench', texts: [{ key: `bench.${state}` }] }),
      raise({ type: 'silence' }, { id: 'silence', delay: reminder }),
    ],
    on: {
      answered: {
        target: next,
        actions: assign({
          told: ({ context, event }) => ({ ...context.told, [state]: event.text }),
        }),
      },
      silence: {
        actions: emit({ type: 'alert', to: 'staff:bench', texts: [{ key: 'bench.still' }] }),
      },
    },
  }
}

/** The chart of the `engine` line: as many states, answers and timers as a real interview, no words and no understanding. */
export function interviewFlow() {
  const states = Object.fromEntries(
    course.map((state, i) => [state, asking(state, course[(i + 1) % course.length])]),
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
