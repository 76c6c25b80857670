import { describe, expect, it } from 'vitest'
import type { Effect } from '../../src/domain/effect.ts'
import { locales, type Value, type Wording } from '../../src/domain/wording.ts'
import { foldCommand } from '../../src/inbox/command-fold.ts'
import { allCommands } from '../../src/inbox/commands/all.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'
import { gapsOf } from '../../src/texts/template.ts'
import { rules } from '../support/ticket-desk.ts'
import { places } from '../support/ticket-places.ts'
import { samples } from '../support/ticket-samples.ts'
import { tryEverywhere } from '../support/try-everywhere.ts'

const { steps, untaken } = tryEverywhere(samples)
const stories = Object.values(places).flatMap((story) => story().effects)

function wordingsOf(effects: readonly Effect[]): Wording[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'record') return [effect.what]
    if (effect.type !== 'alert') return []
    const labels = effect.choices?.flatMap(({ label }) =>
      typeof label === 'string' ? [] : [label],
    )
    return [...effect.texts, ...(labels ?? [])]
  })
}

function inside(wording: Wording): Wording[] {
  return [wording, ...Object.values(wording.values ?? {}).flatMap(insideValue)]
}

function insideValue(value: Value): Wording[] {
  if (typeof value !== 'object') return []
  if ('key' in value) return inside(value)
  if ('lines' in value) return value.lines.flatMap(inside)
  if ('list' in value) return value.list.flatMap((v) => (typeof v === 'string' ? [] : inside(v)))
  return []
}

describe('every arrow of the ticket', () => {
  it('can be taken', () => {
    // Every place here has a complaint; the stories of a new one take this arrow.
    expect(untaken).toEqual(['ticket.received — customer.complained [is new] → stays'])
  })

  it('leaves a case that is not ended with something that will wake it', () => {
    const ended = ['closed', 'not agreed', 'no answer', 'withdrawn']
    const asleep = steps.filter(
      ({ to, slots }) =>
        !ended.includes(to) &&
        !slots.some((slot) => ['deadline', 'silence', 'promise closing'].includes(slot)),
    )
    expect(asleep.map(({ title }) => title)).toEqual([])
  })

  it('answers every order, and changes nothing where it is refused', () => {
    for (const { event, effects, title, before, after } of steps) {
      if (!event.type.startsWith('staff.')) continue
      const keys = wordingsOf(effects).map(({ key }) => key)
      const answered = keys.filter((key) => /^ticket\.(answer|refusal)\./.test(key))
      expect(answered.length, title).toBeGreaterThan(0)
      const refusal = keys.some((key) => key.startsWith('ticket.refusal.'))
      if (refusal) {
        expect(effects, title).toHaveLength(1)
        expect(after, title).toEqual(before)
      } else
        expect(
          keys.some((key) => key.startsWith('ticket.history.')),
          title,
        ).toBe(true)
    }
  })

  it('tells the customer of money only what a person has signed', () => {
    for (const { effects, title, after } of steps) {
      for (const effect of effects) {
        if (effect.type !== 'tell' || effect.event.type !== 'ticket.proposed') continue
        const { approvals } = after
        const { approvedBy, proposal } = effect.event as { approvedBy?: string; proposal?: number }
        const signed = approvals.some(
          (a) => a.by === approvedBy && a.proposal === proposal && a.decision === 'approved',
        )
        expect(signed, title).toBe(true)
      }
    }
  })

  it('keeps the phone number inside, but for whoever asks for it', () => {
    for (const { event, effects, title } of steps) {
      if (event.type === 'staff.revealed') continue
      expect(JSON.stringify(effects), title).not.toContain('13812345678')
    }
  })

  it('remembers whose order was the last one', () => {
    for (const { event, effects, after, title } of steps) {
      if (!('by' in event) || refusedBy(effects)) continue
      if (event.type === 'staff.revealed' || event.type === 'staff.undid') continue
      expect(after.lastStep?.by, title).toBe((event.by as { id: string }).id)
    }
  })
})

function refusedBy(effects: readonly Effect[]): boolean {
  return wordingsOf(effects).some(({ key }) => key.startsWith('ticket.refusal.'))
}

/** One of each kind: the same key with the same gaps filled by the same kinds of values. */
function distinct(wordings: readonly Wording[]): Wording[] {
  const kinds = wordings.map((wording) => {
    const values = Object.entries(wording.values ?? {})
    const filled = values.map(([name, value]) =>
      typeof value === 'object' && 'key' in value
        ? `${name} ${value.key}`
        : `${name} ${typeof value}`,
    )
    return [`${wording.key} ${filled.join()}`, wording] as const
  })
  return [...new Map(kinds).values()]
}

describe('the wording of the ticket', () => {
  const resources = loadTexts('flows')
  const effects = [...steps.flatMap((step) => step.effects), ...stories]
  const used = wordingsOf(effects).flatMap(inside)
  const own = distinct(used.filter(({ key }) => key.startsWith('ticket.')))

  it.each(locales)('has every key and every value it needs in %s', (locale) => {
    for (const { key, values } of own) {
      const texts = resources[locale][key]
      expect(texts, key).toBeDefined()
      for (const gap of texts!.flatMap(gapsOf)) expect(values?.[gap], `${key} ${gap}`).toBeDefined()
    }
  })

  it('uses every sentence it has', () => {
    const said = new Set(own.map(({ key }) => key))
    const silent = Object.keys(resources.en)
      .filter((key) => key.startsWith('ticket.') && !said.has(key))
      // One name for each of the domain's relations; the type checks that none is lacking.
      .filter((key) => !key.startsWith('ticket.relation.'))
      .sort()
    expect(silent).toEqual([])
  })

  it.each(locales)('names commands the desk knows, both ways, in %s', (locale) => {
    const known = new Map<string, string>()
    for (const { name, words } of allCommands) {
      for (const word of [name, ...words.map((w) => (typeof w === 'string' ? w : w.word))]) {
        known.set(foldCommand(word), name)
      }
    }
    for (const key of Object.keys(resources[locale])) {
      if (!key.startsWith('ticket.command.')) continue
      const [text] = resources[locale][key]!
      const [, latin] = /\/([a-z]+)/.exec(text!)!
      const [chinese] = /\p{Script=Han}+(?= \{\{number\}\}|\)$)/u.exec(text!)!
      expect(known.get(latin!), text).toBeDefined()
      expect(known.get(foldCommand(chinese)), text).toBe(known.get(latin!))
    }
  })

  it.each(locales)('can be spoken in %s', (locale) => {
    const speaker = createSpeaker({
      resources,
      catalog: { categories: [], answers: [] },
      organisation: rules.organisation,
      zone: rules.organisation.zone,
    })
    for (const wording of own) expect(speaker.speak(wording, locale)).not.toContain('{{')
  })
})
