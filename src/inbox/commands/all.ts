import { about } from './about.ts'
import { answerForCustomer } from './answer-for-customer.ts'
import { approve } from './approve.ts'
import { ask } from './ask.ts'
import { assign } from './assign.ts'
import { block, unblock } from './block.ts'
import { bot } from './bot.ts'
import { card } from './card.ts'
import type { Command } from './command.ts'
import { department } from './department.ts'
import { disable, enable } from './disable.ts'
import { done } from './done.ts'
import { drafts } from './drafts.ts'
import { escalate } from './escalate.ts'
import { final } from './final.ts'
import { find } from './find.ts'
import { freeze, thaw } from './freeze.ts'
import { help } from './help.ts'
import { history } from './history.ts'
import { invite } from './invite.ts'
import { language } from './language.ts'
import { level } from './level.ts'
import { list } from './list.ts'
import { newComplaint } from './new-complaint.ts'
import { notOurs } from './not-ours.ts'
import { note } from './note.ts'
import { openDraft } from './open-draft.ts'
import { pair } from './pair.ts'
import { parked } from './parked.ts'
import { people } from './people.ts'
import { promise } from './promise.ts'
import { propose } from './propose.ts'
import { reject } from './reject.ts'
import { reopen } from './reopen.ts'
import { reply } from './reply.ts'
import { resend } from './resend.ts'
import { reveal } from './reveal.ts'
import { room } from './room.ts'
import { solve } from './solve.ts'
import { stats } from './stats.ts'
import { take } from './take.ts'
import { undo } from './undo.ts'
import { verdict } from './verdict.ts'
import { who } from './who.ts'

/** Every command of the desk, in the order help shows them. */
export const allCommands: readonly Command[] = [
  help,
  list,
  find,
  card,
  history,
  stats,
  drafts,
  openDraft,
  newComplaint,
  take,
  assign,
  department,
  notOurs,
  about,
  level,
  escalate,
  promise,
  note,
  verdict,
  propose,
  solve,
  approve,
  reject,
  done,
  final,
  reopen,
  reply,
  ask,
  bot,
  answerForCustomer,
  block,
  unblock,
  reveal,
  freeze,
  thaw,
  undo,
  who,
  people,
  invite,
  disable,
  enable,
  pair,
  room,
  language,
  parked,
  resend,
]
