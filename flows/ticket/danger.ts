import { masked } from './card-words.ts'
import { card, next } from './cards.ts'
import { raiseLevel } from './levels.ts'
import { circleRoom, firstTeam, ownerRoom } from './rooms.ts'
import { said } from './said.ts'
import { type Turn, wording } from './turn.ts'
import { untilSeen } from './until-seen.ts'

/** More about a danger: it reaches whoever has the case at once, and everybody on duty where nobody has it yet. */
export function hearDanger(turn: Turn<'customer.endangered'>): void {
  const { text, files, kind, level, rule } = turn.event
  const { context, rules } = turn
  turn.change({ spoke: true })
  turn.record('endangered', { text: masked(text) }, { files })
  const up = (level ?? 0) - context.level
  if (up > 0 && rule) raiseLevel(turn, up, rule, { shown: true })
  const line = wording('ticket.alert.endangered', {
    number: context.number,
    text: said(text, files),
  })
  const shown = {
    ...(kind ? card(turn, 'danger', [line]) : { texts: [line, next(turn)] }),
    ...(files.length ? { files } : {}),
    ...untilSeen(turn, context.owner ? 0 : 1),
  }
  const rooms = new Set([ownerRoom(context, rules)])
  if (!context.owner) rooms.add(firstTeam(rules)).add(circleRoom(rules, 0))
  for (const room of rooms) turn.alert(room, shown)
}
