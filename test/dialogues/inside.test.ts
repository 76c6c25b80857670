import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Dialogue, type Heard, readDialogue } from '../../src/chat/dialogue.ts'
import { play } from '../../src/chat/play.ts'
import { openTerminalDesk } from '../../src/chat/terminal-desk.ts'
import { ticketData } from '../../src/chat/ticket-data.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { parseMoney } from '../../src/domain/money.ts'
import type { CaseDetail } from '../../src/reports/case-detail.ts'

const folder = import.meta.dirname
const files = readdirSync(folder).filter((name) => name.endsWith('.dialogue'))

/** What stays in the house of what staff write: notes, reasons among colleagues, a verdict that is not a refusal. */
const internal = [
  /^(?:备注|\/note)\s+(?:\d\s+)?(.+)$/,
  /^(?:定性|判定|\/verdict)\s+(?:\S*\d\s+)?(?:成立|部分成立|无法判定|founded|partly|undetermined)\s+(.+)$/,
  /^(?:转办|转部门|\/department)\s+(?:\S*\d\s+)?(?!\S*\d\s)\S+\s+(.+)$/,
  /^(?:非我部门|驳回|升级|\/notours|\/reject|\/escalate)\s+(?:\S*\d\s+)?(.{4,})$/,
  /^(?:级别|\/level)\s+(?:\S*\d\s+)?\d\s+(.{4,})$/,
]
const ruleId =
  /\b[A-Z]-[a-z]|\b(?:level|deadline|survey|approval|category|opinion|promised-day)\.[a-z]/
const amount = /(?:\d[\d,]*(?:\.\d+)?)\s*(?:元|块)|[¥￥]\s*\d[\d,]*(?:\.\d+)?/g

const amountsIn = (text: string) => [...text.matchAll(amount)].map(([sum]) => parseMoney(sum))

function secretsOf({ steps }: Dialogue): string[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'say' || !step.who.startsWith('@')) return []
    return internal
      .flatMap((form) => form.exec(step.text.trim())?.[1] ?? [])
      .filter((words) => !words.startsWith('CP-'))
  })
}

async function played(file: string) {
  const dialogue = readDialogue(await readFile(join(folder, file), 'utf8'))
  const data = await mkdtemp(join(tmpdir(), 'redress-inside-'))
  try {
    const heard = await play(dialogue, {
      pictures: join(folder, '../fixtures/pictures'),
      open: (clock) => (deliver) => openTerminalDesk({ folder: data, clock, deliver }),
    })
    const clock = new VirtualClock(Date.parse(dialogue.at))
    const desk = await openTerminalDesk({ folder: data, clock, deliver: () => undefined })
    const tickets = (await ticketData(desk)) as Pick<CaseDetail, 'proposals' | 'approvals'>[]
    const people = desk.roster.all()
    const { teams } = desk.settings.organisation
    await desk.close()
    return { dialogue, said: toCustomers(heard.flat(), people), tickets, people, teams }
  } finally {
    await rm(data, { recursive: true })
  }
}

/** What customers heard; whoever was let in as staff is none. */
function toCustomers(heard: readonly Heard[], people: readonly { id: string }[]): string[] {
  const staff = new Set(people.map(({ id }) => id))
  return heard
    .filter(({ who }) => !/^[@#]/.test(who) && !staff.has(who))
    .flatMap(({ text, buttons }) => [text, ...buttons])
}

describe.each(files)('%s', (file) => {
  it('keeps inside what is for the house, and names no sum that nobody approved', async () => {
    const { dialogue, said, tickets, people, teams } = await played(file)
    const rooms = teams.slice(1).flatMap(({ name }) => [name['zh-CN'], name['zh-TW']])
    const names = people.flatMap(({ name, publicName }) => (name === publicName ? [] : [name]))
    const secrets = [...secretsOf(dialogue), ...rooms, ...names, 'team:', 'staff:', 'ticket:']
    const ids = new RegExp(`(?<![\\w])(?:${people.map(({ id }) => id).join('|') || '-'})(?![\\w])`)
    const own = dialogue.steps
      .filter((step) => step.kind === 'say' && !step.who.startsWith('@'))
      .flatMap((step) => (step.kind === 'say' ? amountsIn(step.text) : []))
    const approved = tickets.flatMap(({ proposals, approvals }) =>
      approvals
        .filter(({ decision }) => decision === 'approved')
        .flatMap(({ proposal }) => proposals.find(({ n }) => n === proposal)?.options ?? [])
        .map((option) => option.amount),
    )
    for (const text of said) {
      for (const secret of secrets) expect(text).not.toContain(secret)
      expect(text).not.toMatch(ruleId)
      expect(text).not.toMatch(ids)
      for (const sum of amountsIn(text)) expect([...own, ...approved]).toContain(sum)
    }
  })
})

it('looks at customers who were told something', async () => {
  const { said } = await played('short-way.dialogue')
  expect(said.length).toBeGreaterThan(5)
  expect(said.some((text) => amountsIn(text).includes(3_000))).toBe(true)
})
