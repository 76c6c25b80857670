import type { CustomerAddress } from '../../domain/actor.ts'
import { endOfWorkingDay } from '../../domain/calendar.ts'
import { judgeLevel } from '../../domain/level.ts'
import type { Because, Complaint, Level, Logged, Way } from '../../domain/ticket.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { takeToken, takeWord } from '../command-words.ts'
import { readDay } from '../read-day.ts'
import { type Call, type Command, type CommandDeps, type Misused, misused } from './command.ts'
import { desk } from './rights.ts'
import { loggedFieldWords, wayWords } from './vocabulary.ts'

type Written = { logged: Logged; contact: { name?: string; phone?: string }; story: string }

/** Writes down a complaint that no chat brought: from the phone, a letter, a visit, an authority. */
export const newComplaint: Command = {
  name: 'new',
  words: ['register', '登记', '登记投诉', '录单'],
  group: 'work',
  roles: desk,
  on: 'nothing',
  numbers: 'words',
  run(call, deps) {
    const written = readWritten(call, deps)
    if ('kind' in written) return written
    const peer = call.key.replaceAll(/[^\w-]/gu, '-')
    return {
      kind: 'event',
      ticket: `ticket:logged/${peer}`,
      event: {
        type: 'customer.complained',
        complaint: complaintOf(written, `customer:logged/${peer}`, call, deps),
        number: '',
        conversation: `conversation:logged/${peer}`,
        order: { by: call.by, answerTo: call.answerTo },
      },
    }
  },
}

function readWritten(call: Call, deps: CommandDeps): Written | Misused {
  const way = takeWord<Way>(call.args, wayWords)
  if (!way) return misused()
  const logged: Logged = { way: way.value }
  const contact: Written['contact'] = {}
  let { rest } = way
  for (;;) {
    const field = takeWord(rest, loggedFieldWords)
    if (!field) break
    if (field.value === 'due') {
      const day = readDay(field.rest, deps.calendar, call.now)
      if (!day) return misused({ key: 'desk.refuse.day' })
      const due = endOfWorkingDay(deps.calendar, day.at)
      if (due <= call.now) {
        return misused({ key: 'desk.refuse.past', values: { day: { day: due } } })
      }
      logged.due = due
      rest = day.rest
      continue
    }
    const token = takeToken(field.rest)
    if (!token) return misused()
    const value = token.value.replace(/[;；,，。]+$/u, '')
    if (field.value === 'outside') logged.outside = value
    else contact[field.value] = value
    rest = token.rest
  }
  return rest === '' ? misused() : { logged, contact, story: rest }
}

function complaintOf(
  { logged, contact, story }: Written,
  customer: CustomerAddress,
  call: Call,
  deps: CommandDeps,
): Complaint {
  const u = deps.understand(story)
  const { id = 'other', ...why } = u.category ?? { rule: 'category.none' }
  const { level, ...because } = levelOf(u, logged.way, deps)
  return {
    customer,
    locale: u.locale ?? deps.organisation.locale,
    category: id,
    categoryBecause: why,
    level,
    levelBecause: because,
    story,
    facts: u.facts,
    ...(u.loss === undefined ? {} : { loss: u.loss }),
    contact: { ...u.contact, ...contact },
    files: call.files,
    hurt: u.hurt,
    since: call.now,
    logged,
  }
}

/** By the words as in a chat; what comes from an authority or the media is as grave as naming one. */
function levelOf(
  u: Understanding,
  way: Way,
  { policy, catalog }: CommandDeps,
): { level: Level } & Because {
  const category = catalog.categories.find(({ id }) => id === u.category?.id)
  const judged = judgeLevel(
    {
      category: category ?? { level: 2, levelRule: 'level.default' },
      ...(u.loss === undefined ? {} : { loss: u.loss }),
      hits: [{ lexicon: way, words: '' }],
      hurt: u.hurt,
    },
    policy.levels,
  )
  return u.level && u.level.level > judged.level ? u.level : judged
}
