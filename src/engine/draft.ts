import {
  type ActorId,
  type ConversationId,
  customerOf,
  type StaffAddress,
  type TeamAddress,
  tracesOf,
} from '../domain/actor.ts'
import { asksFor } from '../domain/asks-answer.ts'
import type { Commit, Line } from '../domain/commit.ts'
import { type Effect, unseenAlert } from '../domain/effect.ts'
import { letterId, type NewLetter } from '../domain/letter.ts'
import type { Button, OutboundMessage } from '../domain/message.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import type { Wish } from './chart.ts'
import { UnknownEffectError } from './chart.ts'
import type { EngineRecord } from './record.ts'
import type { StaffTools } from './staff-tools.ts'

/** Turns wordings into sentences. Pure: the texts are data. */
export type Speaker = {
  /** `variant` picks the alternative, counted from 0 and round again. */
  speak(wording: Wording, locale: Locale, variant?: number): string
}

/** The language of a member of staff or a team. */
export type StaffLocale = (to: string) => Locale

/** A text that offers something was to be said without an approval (money is promised by people). */
export class OfferWithoutApprovalError extends Error {
  override name = 'OfferWithoutApprovalError'
}

type DraftLine = Omit<Line, 'seq' | 'letter'> & { carriedBy?: DraftLetter }
type DraftLetter = NewLetter & { opens?: true }

/**
 * One commit in the making: gathers letters, lines and cancelled slots in the chart's order, and gives them their
 * ids and running numbers at the end.
 */
export class Draft {
  #letters: DraftLetter[] = []
  #lines: DraftLine[] = []
  #cancels: string[] = []
  #slots: Set<string>
  #said: Record<string, number>
  choices: readonly Button[] | undefined
  /** Since when alerts wait to be seen, and whether one of this step went where nobody tells. */
  #watched: number | undefined
  #blind = false
  /** The customer is at the page behind his private link. */
  onPage: boolean
  /** The commit erases: of the person's own words of this step nothing stays either. */
  erases = false

  readonly actor: ActorId
  readonly now: number
  readonly #record: EngineRecord
  readonly #speaker: Speaker
  readonly #staffLocale: StaffLocale
  readonly #staff: StaffTools | undefined

  constructor(
    at: { actor: ActorId; now: number; record: EngineRecord },
    words: { speaker: Speaker; staffLocale: StaffLocale; staff?: StaffTools | undefined },
  ) {
    this.actor = at.actor
    this.now = at.now
    this.#record = at.record
    this.#slots = new Set(at.record.slots)
    this.#said = { ...at.record.said }
    this.choices = at.record.choices
    this.#watched = at.record.watched
    this.onPage = at.record.onPage === true
    this.#speaker = words.speaker
    this.#staffLocale = words.staffLocale
    this.#staff = words.staff
  }

  line(line: DraftLine): void {
    this.#lines.push(line)
  }

  /** A letter to oneself; the store empties its slot first. */
  post(slot: string, dueAt: number, event: { type: string }): void {
    this.#letters = this.#letters.filter((letter) => letter.slot !== slot)
    this.#slots.add(slot)
    this.#letters.push({ to: this.actor, event, dueAt, slot })
  }

  cancel(slot: string): void {
    this.#letters = this.#letters.filter((letter) => letter.slot !== slot)
    const mayBeFull = this.#slots.delete(slot) && this.#record.slots?.includes(slot)
    if (mayBeFull) this.#cancels.push(slot)
  }

  /** The timer has fired: its letter goes by the commit that answers it. */
  fired(slot: string): void {
    this.#slots.delete(slot)
  }

  letter(letter: NewLetter): void {
    this.#letters.push(letter)
  }

  /** The keys of what happened in this step, in its order. */
  happened(): readonly string[] {
    return this.#lines.flatMap(({ what }) => what?.key ?? [])
  }

  /** Carries out what the chart wants. `locale` is the reader's language after the step. */
  fulfil(wishes: readonly Wish[], locale: Locale): void {
    for (const wish of wishes) {
      if (wish.type === 'effect') this.#effect(wish.effect, locale)
      else if (wish.type === 'cancel') this.cancel(wish.slot)
      else this.post(wish.slot, this.now + wish.delay, wish.event)
    }
  }

  #effect(effect: Effect, locale: Locale): void {
    switch (effect.type) {
      case 'say':
        return this.#say(effect, locale)
      case 'relay':
        return this.#toCustomer(
          { text: this.#speak(effect.line, locale), ...filesOf(effect) },
          `staff:${effect.by}`,
        )
      case 'tell':
        return this.letter({ to: effect.actor, event: effect.event, dueAt: this.now })
      case 'erase':
        this.erases = true
        return this.letter({
          to: tracesOf(this.actor),
          event: { type: 'forget' },
          dueAt: this.now,
        })
      case 'open':
        this.#letters.push({
          to: 'ticket:',
          event: {
            type: 'customer.complained',
            complaint: effect.complaint,
            conversation: this.actor,
          } as { type: string },
          dueAt: this.now,
          opens: true,
        })
        return
      case 'alert':
        return this.#alert(effect)
      case 'record':
        return this.line({ at: this.now, by: effect.by, what: effect.what, ...filesOf(effect) })
      default:
        throw new UnknownEffectError(
          `${this.#record.chart} asks for "${(effect as Effect).type}", which the engine does not know`,
        )
    }
  }

  #say(effect: Effect & { type: 'say' }, locale: Locale): void {
    const offer = effect.texts.find((text) => text.key.includes('.offers.'))
    if (offer && !effect.approval?.by) {
      throw new OfferWithoutApprovalError(`${this.#record.chart} says ${offer.key} unapproved`)
    }
    const text = effect.texts.map((wording) => this.#speak(wording, locale)).join('\n')
    const buttons = effect.choices?.map((choice) => this.#button(choice, locale))
    this.choices = buttons
    const reminds = effect.texts.some(({ key }) => /\.reminder$/.test(key))
    const said = { text, ...(buttons?.length ? { buttons } : {}) }
    this.#toCustomer(said, 'bot', {
      ...(reminds ? { reminder: true } : {}),
      ...(effect.link ? { link: true } : {}),
    })
  }

  #toCustomer(
    said: Pick<OutboundMessage, 'text' | 'buttons' | 'files'>,
    by: string,
    how: Pick<OutboundMessage, 'reminder' | 'link'> = {},
  ): void {
    const to = customerOf(this.actor as ConversationId)
    // What waits for an answer reaches him wherever he goes meanwhile.
    const onPage = this.onPage && asksFor(said.buttons) === undefined
    const message = { ...said, ...how, ...(onPage ? { onPage } : {}) }
    const letter: DraftLetter = { to, message, dueAt: this.now }
    this.#letters.push(letter)
    this.line({ at: this.now, by, ...said, carriedBy: letter })
  }

  #alert(effect: Effect & { type: 'alert' }): void {
    const locale = this.#staffLocale(effect.to)
    const lines = effect.texts.map((wording) => this.#speaker.speak(wording, locale))
    const text = lines.join('\n')
    const to = this.#routed(effect, text)
    const buttons = effect.choices?.map((choice) => this.#button(choice, locale))
    const message: OutboundMessage = {
      text,
      ...(buttons?.length ? { buttons } : {}),
      ...filesOf(effect),
      ...(effect.about ? { about: effect.about } : {}),
      ...(effect.news ? { news: lines.slice(0, effect.news).join('\n') } : {}),
      ...(effect.grave ? { grave: true } : {}),
    }
    const again = to !== effect.to && this.#letters.some((other) => sameWords(other, to, text))
    if (!again) this.letter({ to, message, dueAt: this.now })
    if (effect.ifUnseen) this.#watch(to, effect.ifUnseen)
  }

  /** Where seeing is not told, the alert is left to the deadlines. */
  #watch(
    to: TeamAddress | StaffAddress,
    { event, at }: NonNullable<(Effect & { type: 'alert' })['ifUnseen']>,
  ): void {
    this.#blind ||= !this.#staff?.tellsSeen(to)
    if (this.#blind) return this.cancel(unseenAlert)
    this.#watched ??= this.now
    this.post(unseenAlert, at, event)
  }

  /** Round those who must not read it. A talk without a case names them itself. */
  #routed({ to, keepFrom = [], own }: Effect & { type: 'alert' }, text: string) {
    if (!this.#staff) return to
    const named =
      this.actor.startsWith('conversation:') && !own ? this.#staff.named(text, false) : []
    return this.#staff.route(to, [...keepFrom, ...named.map(({ id }) => id)])
  }

  #speak(wording: Wording, locale: Locale): string {
    const times = this.#said[wording.key] ?? 0
    this.#said[wording.key] = times + 1
    return this.#speaker.speak(wording, locale, times)
  }

  #button(choice: { id: string; label: Wording | string }, locale: Locale): Button {
    const { id, label } = choice
    return { id, label: typeof label === 'string' ? label : this.#speaker.speak(label, locale) }
  }

  /** The finished commit; `record` is what the actor keeps beside what this draft counts itself. */
  finish(revision: number, record: EngineRecord): Commit {
    const ids = this.#letters.map((_, n) => letterId(this.actor, revision + 1, n))
    const letters = this.#letters.map(({ opens, ...letter }, n) =>
      opens ? ({ ...letter, to: `ticket:${ids[n]}` } as NewLetter) : (letter as NewLetter),
    )
    const kept = this.erases ? this.#lines.filter(({ by }) => by !== 'customer') : this.#lines
    const lines = kept.map(({ carriedBy, ...line }, i) => ({
      ...line,
      seq: this.#record.lines + i + 1,
      ...(carriedBy ? { letter: ids[this.#letters.indexOf(carriedBy)]! } : {}),
    }))
    const { slots: _slots, said: _said, choices: _choices, watched: _watched, ...rest } = record
    return {
      record: {
        ...rest,
        lines: this.#record.lines + lines.length,
        ...(this.#slots.size ? { slots: [...this.#slots] } : {}),
        ...(Object.keys(this.#said).length && !this.erases ? { said: this.#said } : {}),
        ...(this.choices?.length ? { choices: this.choices } : {}),
        ...(this.#slots.has(unseenAlert) ? { watched: this.#watched } : {}),
      } as EngineRecord,
      letters,
      cancels: this.#cancels,
      lines,
      ...(this.erases ? { erases: true } : {}),
    }
  }
}

function sameWords(letter: DraftLetter, to: string, text: string): boolean {
  return letter.to === to && 'message' in letter && letter.message.text === text
}

function filesOf(of: { files?: OutboundMessage['files'] }): Pick<OutboundMessage, 'files'> {
  return of.files?.length ? { files: of.files } : {}
}
