import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createConversation } from '../../flows/conversation/chart.ts'
import type { Context } from '../../flows/conversation/context.ts'
import { placeOf } from '../../flows/conversation/place.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { type Locale, locales, type Value, type Wording } from '../../src/domain/wording.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { events, old, stories } from '../support/conversation-stories.ts'
import { type Arrow, arrowsOf } from '../support/paths.ts'
import { catalog, talkRules } from '../support/talk-rules.ts'

const conversation = createConversation(talkRules())
const walk = arrowsOf(conversation.machine, {
  input: { ...conversation.restart(undefined), actor: 'conversation:web/li' },
  also: [{ actor: 'conversation:web/li', ...conversation.restart(old) }],
  stories,
  samples: events as never,
  outline: outlineOf as never,
  limit: 650,
})
const { arrows } = walk

/** Two talks that differ in nothing but this are taken for the same place. */
function outlineOf(context: Context): string {
  const { draft, tickets, waiting, person, greeted, calls, misses, confirming, opening } = context
  return JSON.stringify([
    draft && [draft.open, draft.paused, draft.reminded, draft.rush, draft.correcting],
    draft && [draft.ticket, draft.untold, draft.declined, draft.personAsked],
    draft && [
      draft.category,
      draft.hurt,
      draft.furious,
      draft.story !== '',
      draft.wish !== null,
      draft.files.length > 0,
      draft.asked.length,
      draft.ticket,
    ],
    tickets.map(({ standing, carriedOut }) => [standing, carriedOut]),
    waiting.map((w) =>
      w.what === 'opinion' ? [w.declining, w.options.length] : w.what === 'survey' ? w.low : w.what,
    ),
    [
      Math.min(misses, 2),
      person?.ticket,
      greeted,
      Math.min(calls, 3),
      confirming?.what,
      context.asksAddress === true,
      context.asksMedical === true,
      context.blocked && (context.blocked.told ?? false),
      confirming?.what === 'matter' && confirming.words === '',
      [context.erasure, tickets.some(({ frozen }) => frozen)],
      opening && [opening.unconfirmed, opening.quiet],
      context.danger && [context.danger.kinds.includes('self-harm'), context.danger.doubt !== null],
    ],
  ])
}

function wordingsOf(effect: Effect): Wording[] {
  if (effect.type === 'relay') return inside(effect.line)
  if (effect.type !== 'say' && effect.type !== 'alert') return []
  const labels = effect.choices?.map(({ label }) => label) ?? []
  return [...effect.texts, ...labels.filter((label) => typeof label !== 'string')].flatMap(inside)
}

function inside(wording: Wording): Wording[] {
  return [wording, ...Object.values(wording.values ?? {}).flatMap(wordingsIn)]
}

function wordingsIn(value: Value): Wording[] {
  if (typeof value !== 'object') return []
  if ('key' in value) return inside(value)
  if ('lines' in value) return value.lines.flatMap(inside)
  if (!('list' in value)) return []
  return value.list.flatMap((one) => (typeof one === 'string' ? [] : inside(one)))
}

function wrong(check: (arrow: Arrow) => boolean): string[] {
  return [...new Set(arrows.filter((arrow) => !check(arrow)).map(({ title }) => title))]
}

describe('every arrow of the conversation', () => {
  it('is taken, and every state is reached', () => {
    expect(walk.untaken).toEqual([])
    expect(walk.unreached).toEqual([])
  })

  it('ends where the talk belongs by what it knows', () => {
    expect(wrong(({ to, context }) => to === placeOf(context as Context))).toEqual([])
  })

  it('asks only for what the engine knows', () => {
    const known = ['say', 'relay', 'tell', 'open', 'alert', 'record', 'erase']
    expect(wrong(({ effects }) => effects.every(({ type }) => known.includes(type)))).toEqual([])
  })

  it.each(locales)('says only what stands in the texts: %s', (locale: Locale) => {
    const texts = loadTexts('flows')[locale]
    const ofCatalog = new Set([
      'question',
      'option',
      'label',
      'answer',
      'category',
      'organisation',
      'department',
    ])
    const used = new Set(
      arrows.flatMap(({ effects }) => effects.flatMap(wordingsOf)).map((w) => w.key),
    )
    const lost = [...used].filter((key) => !ofCatalog.has(key.split('.')[0]!) && !texts[key])
    expect(lost).toEqual([])
    const said = Object.keys(texts).filter((key) => key.startsWith('conversation.'))
    const neverSaid = [
      // Out of hours, and where the notice has an address: conversation-introduction.test.ts.
      'conversation.intro.opens',
      'conversation.intro.privacy',
      'conversation.limited',
      // On channels of platforms: conversation-link.test.ts.
      'conversation.link.none',
      'conversation.opened.link',
      'conversation.person.calledLater',
      'conversation.person.joinsLater',
      // Where there is a wider circle: conversation-unseen.test.ts.
      'conversation.staff.unseen',
    ]
    const silent = said.filter(
      (key) => !used.has(key) && !/\.(stages|slots|spans|posts)\./.test(key),
    )
    expect(silent.sort()).toEqual(neverSaid)
  })

  it('says only offers that a person has signed', () => {
    const isOffer = (effect: Effect) =>
      wordingsOf(effect).some(({ key }) => key.includes('.offers.'))
    expect(
      wrong(({ effects }) =>
        effects.every((e) => !isOffer(e) || (e.type === 'say' && e.approval?.by === 'chen')),
      ),
    ).toEqual([])
  })

  it('puts at most one question a message, and buttons only under the last message', () => {
    const asks =
      /^conversation\.(safety\.(everybody|doubt)|ask|cancel\.ask|withdraw\.ask|matter\.ask|opinion\.(ask|why)|survey\.(put|ask|wrong|reminder)|summary\.text|language\.ask|objection\.ask)|^question\./
    expect(
      wrong(({ effects }) =>
        effects.every(
          (e) => e.type !== 'say' || e.texts.filter(({ key }) => asks.test(key)).length <= 1,
        ),
      ),
    ).toEqual([])
  })

  it('leaves no question of the bot without a deadline', () => {
    const waits =
      /^(intake\.|opening|danger\.asking|opinion\.asking|survey\.asking|following\.(confirming|asking)|confirming the erasure)/
    expect(wrong(({ to, slots }) => !waits.test(to) || slots.includes('patience'))).toEqual([])
    const may = /^(draft kept|blocked|with a human)$/
    const idle = ({ to, slots }: Arrow) =>
      !waits.test(to) && !may.test(to) && slots.includes('patience')
    expect(wrong((arrow) => !idle(arrow))).toEqual([])
  })

  it('leaves nothing that was told lying without a day on which it becomes a ticket', () => {
    const lies = ({ to, context }: Arrow) => {
      const { draft, opening, restarted } = context as Context
      if (restarted) return false
      const rests = to === 'draft kept' || to === 'with a human'
      return rests && draft?.story && !draft.ticket && !opening && !draft.declined
    }
    expect(arrows.some(lies)).toBe(true)
    expect(wrong((arrow) => !lies(arrow) || arrow.slots.includes('patience'))).toEqual([])
  })

  it('keeps the bot silent while a person speaks, but for the system', () => {
    const spoken = arrows.filter(
      ({ from, to, event, effects }) =>
        from === 'with a human' &&
        to === 'with a human' &&
        event.type.startsWith('customer.') &&
        // Danger comes before everything: what to do now is said at once.
        event.type !== 'customer.endangered' &&
        effects.some(({ type }) => type === 'say'),
    )
    const decisions = /^(opinion|survey):/
    expect(
      spoken.filter(({ event }) => !decisions.test((event as { button?: string }).button ?? '')),
    ).toEqual([])
  })

  it('keeps every snapshot small', () => {
    const largest = Math.max(...arrows.map(({ context }) => JSON.stringify(context).length))
    expect(largest).toBeLessThan(16_000)
  })
})

it('the sample catalog has a category for what is not recognised', () => {
  expect(catalog.categories.map(({ id }) => id)).toContain('other')
  expect(existsSync('flows/conversation/texts.en.yaml')).toBe(true)
})
