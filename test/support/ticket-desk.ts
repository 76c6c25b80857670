import type { AnyMachineSnapshot } from 'xstate'
import { createTicket } from '../../flows/ticket/chart.ts'
import type { TicketContext, TicketRules } from '../../flows/ticket/context.ts'
import type { ToConversation } from '../../src/domain/conversation-events.ts'
import { type Effect, unseenAlert } from '../../src/domain/effect.ts'
import type { Actor, Role } from '../../src/domain/person.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Complaint, Option, TicketState } from '../../src/domain/ticket.ts'
import type { Order, TicketEvent } from '../../src/domain/ticket-events.ts'
import { begin, keep, turn, type Wish, wake } from '../../src/engine/chart.ts'
import { loadSettings } from '../../src/settings/load.ts'

type Told = Extract<Effect, { type: 'tell' }>
export type Alert = Extract<Effect, { type: 'alert' }>
type Recorded = Extract<Effect, { type: 'record' }>
type StaffEvent = Extract<TicketEvent, Order>
type Without<E> = E extends unknown
  ? Omit<E, 'now' | 'names' | 'from' | 'by' | 'answerTo' | 'type'>
  : never
type More<T extends StaffEvent['type']> = Without<Extract<StaffEvent, { type: T }>>

/** A Saturday morning's neighbour: Monday 23 November 2026, 10:00 in Shanghai. */
export const monday = Date.parse('2026-11-23T10:00:00+08:00')
export const number = 'CP-20261123-0001'
export const conversation = 'conversation:web/ann'

const settings = loadSettings({ configFolder: 'config', env: {}, now: monday })

export const rules: TicketRules = {
  policy: settings.policy,
  organisation: settings.organisation,
  calendar: settings.calendar,
  departments: { quality: 'quality', delivery: 'logistics', injury: 'quality' },
}

/** The rules with some of the policy changed. */
export function rulesWith(change: (policy: Policy) => Policy): TicketRules {
  return { ...rules, policy: change(rules.policy) }
}

export const staff = {
  wang: person('wang', 'agent', 'service'),
  chen: person('chen', 'agent', 'service'),
  he: person('he', 'handler', 'quality'),
  lu: person('lu', 'handler', 'logistics'),
  wu: person('wu', 'approver', 'supervisors'),
  su: person('su', 'supervisor', 'supervisors'),
  ma: person('ma', 'manager', 'management'),
  au: person('au', 'auditor', 'management'),
  ad: person('ad', 'admin', 'management'),
} as const
export type Name = keyof typeof staff

export function complaint(more: Partial<Complaint> = {}): Complaint {
  return {
    customer: 'customer:web/ann',
    locale: 'zh-CN',
    category: 'quality',
    categoryBecause: { rule: 'lexicon.quality', words: '漏水' },
    level: 2,
    levelBecause: { rule: 'category.quality' },
    story: '昨天买的水壶漏水,把桌子都泡了,我的电话13812345678',
    facts: { product: '水壶', where: '人民路店', order: 'A1001' },
    wish: { words: '退款', remedy: 'refund' },
    contact: { name: '王小明', phone: '13812345678', convenient: '晚上' },
    files: [],
    hurt: false,
    since: monday,
    ...more,
  }
}

export const refund: Option = { remedy: 'refund', amount: 30_000, text: '全额退款' }
export const exchange: Option = { remedy: 'exchange', amount: 0, text: '换一个新的' }

/** One ticket on a stopped clock: orders go in, effects are kept; the snapshot is stored and woken between any two steps. */
export class TicketDesk {
  now: number
  effects: Effect[] = []
  /** The rooms tell when somebody has seen what stands in them. */
  tellsSeen = false
  readonly slots = new Map<string, { at: number; event: { type: string } }>()
  readonly flow: ReturnType<typeof createTicket>
  #stored: unknown

  constructor(
    given: {
      rules?: TicketRules
      complaint?: Partial<Complaint>
      now?: number
      tellsSeen?: true
    } = {},
  ) {
    this.tellsSeen = given.tellsSeen === true
    this.now = given.now ?? monday
    this.flow = createTicket(given.rules ?? rules)
    const begun = begin(this.flow, 'ticket:conversation:web/ann@1#0', this.now, undefined)
    this.#stored = keep(begun.snapshot)
    this.send({
      type: 'customer.complained',
      complaint: complaint(given.complaint),
      number,
      conversation,
      ...(given.complaint?.logged ? { order: { by: staff.wang, answerTo: 'staff:wang' } } : {}),
      secret: { code: 'K7QF2-M9XPA', hash: 'right' },
    })
  }

  get snapshot(): AnyMachineSnapshot {
    return wake(this.flow, 'ticket@1', JSON.parse(JSON.stringify(this.#stored)))!
  }
  get state(): TicketState {
    return this.snapshot.value as TicketState
  }
  get context(): TicketContext {
    return this.snapshot.context as TicketContext
  }
  get view() {
    return this.flow.view(this.snapshot)
  }

  /** What one event leads to; the effects of this step. */
  send(event: { type: string; [more: string]: unknown }): readonly Effect[] {
    const turned = turn(this.flow, this.snapshot, { ...event, now: this.now })
    this.#stored = keep(turned.snapshot)
    return this.#carryOut(turned.wishes)
  }

  #carryOut(wishes: readonly Wish[]): readonly Effect[] {
    const effects: Effect[] = []
    for (const wish of wishes) {
      if (wish.type === 'effect') {
        effects.push(wish.effect)
        const asked = wish.effect.type === 'alert' ? wish.effect.ifUnseen : undefined
        if (asked && this.tellsSeen) this.slots.set(unseenAlert, asked)
      } else if (wish.type === 'cancel') this.slots.delete(wish.slot)
      else this.slots.set(wish.slot, { at: this.now + wish.delay, event: wish.event })
    }
    this.effects.push(...effects)
    return effects
  }

  order<T extends StaffEvent['type']>(
    who: Name,
    type: T,
    ...[more]: keyof More<T> extends never ? [] : [More<T>]
  ): readonly Effect[] {
    const by = staff[who]
    return this.send({ type, by, answerTo: `staff:${by.id}`, ...more })
  }

  /** Moves the clock; timers that come due fire in order. */
  advanceTo(moment: number | string): void {
    const until = typeof moment === 'string' ? Date.parse(moment) : moment
    for (let fired = 0; fired < 500; fired++) {
      const [slot, due] = [...this.slots].sort(([, a], [, b]) => a.at - b.at)[0] ?? []
      if (!slot || !due || due.at > until) break
      this.slots.delete(slot)
      this.now = due.at
      this.send(due.event)
    }
    this.now = until
  }
  advance(minutes: number): void {
    this.advanceTo(this.now + minutes * 60_000)
  }

  /** Everything emitted since the last call. */
  take(): readonly Effect[] {
    const taken = this.effects
    this.effects = []
    return taken
  }

  /** As an update of the desk begins it anew that has another chart and does not know the old one. */
  begunAnew(): this {
    const old = JSON.parse(JSON.stringify(this.#stored))
    const begun = begin(this.flow, this.context.actor, this.now, old)
    this.#stored = keep(begun.snapshot)
    this.slots.clear()
    this.#carryOut(begun.wishes)
    return this
  }

  // Short ways through the life of a case.
  taken(): this {
    this.order('wang', 'staff.took')
    return this
  }
  judged(): this {
    this.taken().order('wang', 'staff.judged', { verdict: 'founded', reason: '检测漏水' })
    return this
  }
  proposed(options: readonly Option[] = [refund, exchange]): this {
    this.judged().order('wang', 'staff.proposed', { options })
    return this
  }
  offered(options?: readonly Option[]): this {
    this.proposed(options).order('su', 'staff.approved')
    return this
  }
  accepted(option = 0): this {
    this.offered().send({ type: 'customer.accepted', proposal: 1, option })
    return this
  }
  carriedOut(): this {
    this.accepted().order('wang', 'staff.carried out', { text: '已退款' })
    return this
  }
  refused(): this {
    this.taken().order('wang', 'staff.judged', { verdict: 'unfounded', reason: '检测正常' })
    return this
  }
}

export function toldOf(effects: readonly Effect[]): ToConversation[] {
  return effects.filter(isTold).map(({ event }) => event as ToConversation)
}
export function toldTypes(effects: readonly Effect[]): string[] {
  return toldOf(effects).map(({ type }) => type)
}
export function alertsOf(effects: readonly Effect[], to?: string): Alert[] {
  return effects.filter(isAlert).filter((alert) => to === undefined || alert.to === to)
}
/** The keys of the texts of each alert, joined. */
export function alertKeys(effects: readonly Effect[], to?: string): string[] {
  return alertsOf(effects, to).map(({ texts }) => texts[0]!.key.replace('ticket.', ''))
}
export function recordKeys(effects: readonly Effect[]): string[] {
  return effects.filter(isRecorded).map(({ what }) => what.key.replace('ticket.history.', ''))
}
export function recorded(effects: readonly Effect[], what: string): Recorded {
  const found = effects
    .filter(isRecorded)
    .find((record) => record.what.key === `ticket.history.${what}`)
  if (!found) throw new Error(`nothing recorded as ${what}: ${recordKeys(effects)}`)
  return found
}

function isTold(effect: Effect): effect is Told {
  return effect.type === 'tell'
}
function isAlert(effect: Effect): effect is Alert {
  return effect.type === 'alert'
}
function isRecorded(effect: Effect): effect is Recorded {
  return effect.type === 'record'
}

function person(id: string, role: Role, team: string): Actor {
  const limit = role === 'manager' || role === 'admin' ? Number.MAX_SAFE_INTEGER : 50_000
  return { id, name: `${id}-name`, publicName: `${id}-public`, roles: [role], team, limit }
}
