import type { Choice } from '../../src/domain/effect.ts'
import type { Wording } from '../../src/domain/wording.ts'
import type { Context, Rules, Waiting } from './context.ts'
import type { Draft, Open } from './draft.ts'
import { placeOf } from './place.ts'
import { questionOf } from './plan.ts'
import { questionChoices } from './question-choices.ts'
import { changeable, summaryOf } from './summary.ts'

export type Ask = { texts: readonly Wording[]; choices?: readonly Choice[] }

/** The question that waits where the talk stands, to be put again; undefined where nothing waits. */
export function askHere(context: Context, rules: Rules): Ask | undefined {
  const place = placeOf(context)
  const waiting = context.waiting[0]
  if (place === 'with a human' || place.startsWith('danger.')) return undefined
  if (place === 'confirming the erasure' || context.confirming?.what === 'withdraw')
    return askToConfirm(context)
  if (waiting?.what === 'opinion') return askOpinion(waiting)
  if (waiting?.what === 'survey') return askScore(waiting)
  if (waiting?.what === 'question') {
    const { number, text: words } = waiting
    return { texts: [key('question.again', { number, words })], choices: questionChoices(waiting) }
  }
  if (context.confirming) return askToConfirm(context)
  const open = context.draft?.open
  if (!context.draft || !open || place === 'draft kept') return undefined
  return open.kind === 'summary'
    ? { texts: [key('ask.confirm')], choices: summaryChoices }
    : askOpen(context, context.draft, open, rules)
}

/** A question of the intake, as it is put for the first time. */
export function askOpen(context: Context, draft: Draft, open: Open, rules: Rules): Ask {
  switch (open.kind) {
    case 'question':
      return askQuestion(draft, open, rules)
    case 'fact':
      return { texts: [key('ask.fact', { label: key(`slots.${open.id}`) })] }
    case 'need':
      return {
        texts: [key('ask.need')],
        choices: [{ id: 'skip:need', label: key('choices.notUrgent') }],
      }
    case 'evidence':
      return {
        texts: [key('ask.evidence')],
        choices: [{ id: 'skip:evidence', label: key('choices.none') }],
      }
    case 'summary':
      return { texts: [summaryOf(context, draft, rules)], choices: summaryChoices }
    case 'change':
      return { texts: [key('ask.change')], choices: changeable(context, draft, rules) }
    default:
      return { texts: [key(`ask.${open.kind}`)] }
  }
}

const summaryChoices: readonly Choice[] = [
  { id: 'summary:yes', label: key('choices.right') },
  { id: 'summary:change', label: key('choices.change') },
]

function askQuestion(draft: Draft, open: Open, rules: Rules): Ask {
  const question = questionOf(draft, rules, open.id)
  if (!question) return { texts: [key('ask.story')] }
  const name = `${draft.category}.${question.id}`
  const choices = question.options?.map(({ id }) => ({
    id: `option:${question.id}:${id}`,
    label: { key: `option.${name}.${id}` },
  }))
  return { texts: [{ key: `question.${name}` }], ...(choices ? { choices } : {}) }
}

function askToConfirm({ confirming }: Context): Ask | undefined {
  switch (confirming?.what) {
    case 'cancel':
      return {
        texts: [key('cancel.ask')],
        choices: [
          { id: 'cancel:yes', label: key('choices.drop') },
          { id: 'cancel:no', label: key('choices.keep') },
        ],
      }
    case 'person':
      return {
        texts: [key('letGo.ask')],
        choices: [
          { id: 'person:yes', label: key('choices.look') },
          { id: 'person:no', label: key('choices.leave') },
        ],
      }
    case 'withdraw': {
      const { number } = confirming
      return {
        texts: [key('withdraw.ask', { number })],
        choices: [
          { id: `withdraw:${number}:yes`, label: key('choices.withdraw') },
          { id: `withdraw:${number}:no`, label: key('choices.keep') },
        ],
      }
    }
    case 'matter': {
      const { number } = confirming
      return {
        texts: [key('matter.ask', { number })],
        choices: [
          { id: `matter:${number}`, label: key('choices.same', { number }) },
          { id: 'matter:new', label: key('choices.new') },
        ],
      }
    }
    case 'erase':
      return {
        texts: [key(confirming.later ? 'erase.askLater' : 'erase.ask')],
        choices: [
          { id: 'erase:yes', label: key('choices.erase') },
          { id: 'erase:no', label: key('choices.eraseNot') },
        ],
      }
    default:
      return undefined
  }
}

function askOpinion(waiting: Waiting & { what: 'opinion' }): Ask {
  const { number } = waiting
  if (waiting.declining) return { texts: [key('opinion.why')] }
  return { texts: [key('opinion.ask', { number })], choices: opinionChoices(waiting) }
}

export function opinionChoices(waiting: Waiting & { what: 'opinion' }): Choice[] {
  const { number, proposal, options } = waiting
  const stem = `opinion:${number}:${proposal}`
  const accept = options.map((_, i) => ({
    id: `${stem}:accept:${i}`,
    label: options.length === 1 ? key('choices.accept') : key('choices.acceptNth', { n: i + 1 }),
  }))
  return [
    ...accept,
    { id: `${stem}:decline`, label: key('choices.decline') },
    { id: `${stem}:someone`, label: key('choices.someone') },
  ]
}

function askScore(waiting: Waiting & { what: 'survey' }): Ask {
  if (waiting.low) return { texts: [key('survey.wrong')] }
  return { texts: [key('survey.ask')], choices: scoreChoices(waiting.number) }
}

export function scoreChoices(number: string): Choice[] {
  return [1, 2, 3, 4, 5].map((n) => ({ id: `survey:${number}:${n}`, label: key(`scores.${n}`) }))
}

function key(name: string, values?: Wording['values']): Wording {
  return values ? { key: `conversation.${name}`, values } : { key: `conversation.${name}` }
}
