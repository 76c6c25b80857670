import type { TicketId } from '../../src/domain/actor.ts'
import type { Catalog } from '../../src/domain/catalog.ts'
import type { Line } from '../../src/domain/commit.ts'
import type { Person, Role } from '../../src/domain/person.ts'
import type { Complaint, TicketView } from '../../src/domain/ticket.ts'
import { type Locale, locales, type Wording } from '../../src/domain/wording.ts'
import type { CommandDeps, Outcome } from '../../src/inbox/commands/command.ts'
import { Desks } from '../../src/inbox/desks.ts'
import { runCommand, type StaffLine } from '../../src/inbox/run-command.ts'
import type { CaseDetail } from '../../src/reports/case-detail.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { Pairing } from '../../src/staff/pairing.ts'
import { createRooms } from '../../src/staff/rooms.ts'
import { createRoster } from '../../src/staff/roster.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'
import { commitOf, ticketView } from './store-builders.ts'
import { tempFolder } from './store-folder.ts'
import { catalog as talkCatalog } from './talk-rules.ts'
import { understood } from './understood.ts'

/** A Monday in working time; epoch ms. */
export const monday = Date.parse('2026-11-23T10:00:00+08:00')

export const settings = loadSettings({ configFolder: 'config', env: {}, now: monday })

export const catalog: Catalog = {
  safety: talkCatalog.safety,
  categories: [
    category('quality', '商品质量', '商品品質', 'Quality'),
    category('delivery', '配送物流', '配送物流', 'Delivery'),
    category('late', '处理超时', '處理逾時', 'Late handling'),
  ],
  answers: [],
}

function category(id: string, zhCN: string, zhTW: string, en: string) {
  const name = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
  return {
    id,
    name,
    level: 2 as const,
    levelRule: 'L-2',
    department: 'quality',
    open: [],
    closed: [],
  }
}

/** Throws for a wording that is lacking or lacks a value. */
export const speaker = createSpeaker({
  resources: loadTexts('flows'),
  catalog,
  organisation: settings.organisation,
  zone: settings.organisation.zone,
})

export function spoken(texts: readonly Wording[], locale: Locale = 'zh-CN'): string {
  return texts.map((wording) => speaker.speak(wording, locale)).join('\n')
}

export const complaint: Complaint = {
  customer: 'customer:web/li',
  locale: 'zh-CN',
  category: 'quality',
  categoryBecause: { rule: 'C-1' },
  level: 2,
  levelBecause: { rule: 'L-2' },
  story: '电饭煲用了两天就不加热了，打13812345678找我',
  facts: { product: '电饭煲', bought: '上周' },
  wish: { words: '换一台新的', remedy: 'exchange' },
  contact: { name: '王小明', phone: '13812345678' },
  files: [],
  hurt: false,
  since: monday,
}

/** Random bytes that are the same in every run, and other ones at each call. */
export function countedRandom(): (n: number) => Uint8Array {
  let call = 0
  return (n) => {
    call++
    return Uint8Array.from({ length: n }, (_, i) => (call * 37 + i * 11) % 256)
  }
}

/** The staff's side of the desk over a real store, without charts: what commands come to, and what they read. */
export class StaffDesk implements AsyncDisposable {
  now = monday
  readonly store: Store
  readonly deps: CommandDeps
  readonly #details: Map<string, { view: TicketView; detail: CaseDetail }>
  readonly #folder: AsyncDisposable
  #lines = 0

  constructor(parts: {
    store: Store
    deps: CommandDeps
    details: Map<string, { view: TicketView; detail: CaseDetail }>
    folder: AsyncDisposable
  }) {
    this.store = parts.store
    this.deps = parts.deps
    this.#details = parts.details
    this.#folder = parts.folder
  }

  async enrol(id: string, role: Role, team = 'service', name = id): Promise<Person> {
    const address = { channel: 'terminal', peer: id }
    return this.deps.roster.enrol({ id, role, team, name, address })
  }

  /** A ticket as its chart would have left it. */
  async ticket(
    parts: Partial<TicketView> & { number: string },
    detail: Partial<CaseDetail> = {},
    lines: readonly Line[] = [],
  ): Promise<TicketId> {
    const actor: TicketId = `ticket:conversation:web/li@${parts.number}#0`
    const view = ticketView({ openedAt: this.now, ...parts })
    const record = { chart: 'ticket@1', snapshot: {}, lines: lines.length }
    const commit = commitOf({ record, view, lines })
    await this.store.commit({ actor, revision: 0, commit }, this.now)
    const nothing = { verdict: null, proposals: [], approvals: [], surveys: [] }
    this.#details.set(actor, { view, detail: { complaint, ...nothing, ...detail } })
    return actor
  }

  /** From now on the ticket is about these. */
  conceal(ticket: TicketId, about: readonly string[]): void {
    const { view, detail } = this.#details.get(ticket)!
    this.#details.set(ticket, { view: { ...view, about }, detail })
  }

  /** What a line of somebody comes to. */
  async say(who: string, text: string, more: Partial<StaffLine> = {}): Promise<Outcome> {
    const person = this.deps.roster.get(who)!
    const key = `terminal/${++this.#lines}`
    const place = { channel: 'terminal', peer: who }
    const outcome = await runCommand(
      { person, place, text, now: this.now, key, ...more },
      this.deps,
    )
    speakEverything(outcome)
    return outcome
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]()
    await this.#folder[Symbol.asyncDispose]()
  }
}

export async function openStaffDesk(): Promise<StaffDesk> {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const { organisation, policy, calendar } = settings
  const roster = await createRoster(store, organisation, policy)
  const details = new Map<string, { view: TicketView; detail: CaseDetail }>()
  const clock = { now: () => desk.now }
  const deps: CommandDeps = {
    store,
    roster,
    pairing: new Pairing({
      store,
      roster,
      clock,
      random: countedRandom(),
      adminTeam: 'management',
    }),
    rooms: await roomsOf(store),
    desks: new Desks(store),
    organisation,
    policy,
    calendar,
    catalog,
    guard: {
      findPromise: (text) => /退您?\d+|refund you/.exec(text)?.[0],
      findBadManners: (text) => /活该/.exec(text)?.[0],
      findMedical: (text) => /发.{0,6}病历/.exec(text)?.[0],
      findCall: (text) => /打电话/.exec(text)?.[0],
    },
    understand: () => understood(),
    readTicket: async (ticket) => details.get(ticket),
    resend: async (letter) => (await store.unpark(letter)) !== undefined,
  }
  const desk = new StaffDesk({ store, deps, details, folder })
  return desk
}

/** On the page and on the terminal every team has a room. */
async function roomsOf(store: Store) {
  const rooms = await createRooms(store, settings.organisation)
  const teamRoom = (team: string) => team
  rooms.know([
    { name: 'terminal', teamRoom },
    { name: 'web', teamRoom },
  ])
  return rooms
}

/** Whatever is answered can be said in every language. */
function speakEverything(outcome: Outcome): void {
  if (outcome.kind !== 'answer' && outcome.kind !== 'conversation') return
  const { texts, choices = [] } = outcome.answer ?? { texts: [] }
  const labels = choices.map(({ label }) => label).filter((label) => typeof label !== 'string')
  for (const locale of locales) spoken([...texts, ...labels], locale)
}

/** With an agent, a manager and somebody of a department. */
export async function openStaffedDesk(): Promise<StaffDesk> {
  const desk = await openStaffDesk()
  await desk.enrol('wang', 'agent', 'service', '王小明')
  await desk.enrol('ma', 'manager', 'management', '马丽')
  await desk.enrol('qi', 'handler', 'quality', '齐工')
  return desk
}

/** The keys an answer says, or what else the line came to. */
export function keysOf(outcome: Outcome): string[] {
  return outcome.kind === 'answer' ? outcome.answer.texts.map(({ key }) => key) : [outcome.kind]
}

/** The commands an answer offers as buttons. */
export function buttonsOf(outcome: Outcome): string[] {
  return outcome.kind === 'answer' ? (outcome.answer.choices ?? []).map(({ id }) => id) : []
}
