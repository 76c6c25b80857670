import { loggedValues } from './card-lines.ts'
import { levelName, masked } from './card-words.ts'
import { card } from './cards.ts'
import { asksMedical } from './medical.ts'
import { answerDay, firstAnswerDay, promise } from './promise.ts'
import { circleRoom, firstTeam } from './rooms.ts'
import { restartStep, startStep } from './steps.ts'
import { roomOf, type Turn, wording } from './turn.ts'
import { untilSeen } from './until-seen.ts'

/** The complaint becomes a case: what the rules decided is recorded, a day is promised, people are called. */
export function open(turn: Turn<'customer.complained'>): void {
  const { complaint, number, conversation, secret } = turn.event
  const { level, levelBecause, category } = complaint
  const suggested = turn.rules.departments[category] ?? null
  turn.change({
    number,
    conversation,
    ...(secret ? { secret: secret.hash } : {}),
    complaint,
    unconfirmed: complaint.unconfirmed === true,
    category,
    level,
    levelRule: levelBecause.rule,
    suggested,
    openedAt: turn.now,
    stepSince: turn.now,
  })
  recordDecisions(turn)
  const day = firstAnswerDay(turn, complaint.since)
  promise(turn, Math.min(day, complaint.logged?.due ?? day))
  startStep(turn)
  const asks = complaint.unconfirmed ? {} : asksMedical(turn)
  turn.tell({
    type: 'ticket.opened',
    ...asks,
    level,
    promisedAt: turn.context.promisedAt ?? turn.now,
    ...(secret ? { code: secret.code } : {}),
    ...(complaint.unconfirmed ? { unconfirmed: true } : {}),
  })
  const isMajor = level >= turn.rules.policy.levels.major.value
  const shown = {
    ...card(turn, complaint.danger ? 'danger' : 'new'),
    ...(complaint.files.length ? { files: complaint.files } : {}),
    ...untilSeen(turn, isMajor ? 1 : 0),
  }
  const rooms = new Set([firstTeam(turn.rules)])
  if (isMajor) rooms.add(circleRoom(turn.rules, 0))
  for (const room of rooms) turn.alert(room, shown)
  answerLogging(turn)
}

/** Whoever has written it down hears the number, where the card does not stand already. */
function answerLogging(turn: Turn<'customer.complained'>): void {
  const { order, number } = turn.event
  if (!order) return
  turn.record('logged', loggedValues(turn.context), { by: `staff:${order.by.id}` })
  const room = roomOf(order.answerTo)
  turn.alert(room, { texts: [wording('ticket.answer.logged', { number, by: order.by.name })] })
}

/** A case whose chart is gone begins anew with all that is known of it: somebody has to take it up. */
export function takeUpAgain(turn: Turn): void {
  turn.record('takenUpAgain', {}, { by: 'system' })
  promise(turn, Math.max(turn.context.promisedAt ?? 0, answerDay(turn)))
  restartStep(turn)
  turn.alert(firstTeam(turn.rules), card(turn, 'takenUpAgain'))
}

function recordDecisions(turn: Turn<'customer.complained'>): void {
  const { complaint } = turn.event
  const { category, level, suggested } = turn.context
  const system = { by: 'system' }
  turn.record(
    complaint.unconfirmed ? 'openedUnconfirmed' : 'opened',
    { story: masked(complaint.story) },
    { by: 'customer', files: complaint.files },
  )
  turn.record(
    'category',
    { category: wording(`category.${category}`), ...because(complaint.categoryBecause) },
    system,
  )
  turn.record('level', { level: levelName(level), ...because(complaint.levelBecause) }, system)
  if (suggested === null) return
  turn.record(
    'suggested',
    { department: wording(`department.${suggested}`), rule: `category.${category}` },
    system,
  )
}

function because({ rule, words }: { rule: string; words?: string }) {
  return { rule, words: words ? wording('ticket.history.words', { words }) : '' }
}
