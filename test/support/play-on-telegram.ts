import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dialogue, Heard, Step } from '../../src/chat/dialogue.ts'
import { readDuration } from '../../src/chat/lines.ts'
import type { Role } from '../../src/domain/person.ts'
import { pictureFolder } from './play-dialogues.ts'
import { openTelegramDesk, type TelegramDesk } from './telegram-desk.ts'
import type { Speaker } from './telegram-form.ts'

/** The numbers people and groups of a dialogue have on the platform. */
type Cast = {
  speaker(step: { who: string; room?: string }): Speaker
  /** By chat. */
  names: Map<string, string>
}

/** Plays a dialogue on a desk whose people are all on Telegram; answers what their phones show at each step. */
export async function playOnTelegram(dialogue: Dialogue): Promise<Heard[][]> {
  await using desk = await openTelegramDesk({ at: dialogue.at, unhurried: true })
  const cast = castOf()
  const { teams, circles } = desk.desk.settings.organisation
  for (const { id } of teams) {
    const { group } = cast.speaker({ who: '@nobody', room: id })
    await desk.rooms.bind(id, { channel: 'telegram', peer: String(group) })
  }
  const all: Heard[][] = []
  const seen = new Map<string, number>()
  let code = ''
  for (const step of dialogue.steps) {
    await carryOut(step, { desk, cast, code, first: teams[0]!.id, circles })
    const heard = news(desk, cast, seen)
    code = heard.map(({ text }) => text.match(invitation)?.[0]).find(Boolean) ?? code
    all.push(heard.map((each) => ({ ...each, text: each.text.replaceAll(invitation, '<code>') })))
  }
  return all
}

/** A code of an invitation is another each time. */
const invitation = /\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b/g

/** Staff are shown the last four digits of who has no name; these stand in no dialogue. */
const first = 7_700_889_701
const shownDigits = /(?<!\d)97\d\d(?!\d)/g

function castOf(): Cast {
  const numbers = new Map<string, number>()
  const names = new Map<string, string>()
  const numberOf = (name: string, sign: 1 | -1) => {
    const known = numbers.get(name) ?? sign * (first + numbers.size)
    numbers.set(name, known)
    names.set(String(known), name)
    if (sign > 0) names.set(String(known).slice(-4), name)
    return known
  }
  return {
    names,
    speaker({ who, room }) {
      const id = numberOf(who, 1)
      return room === undefined ? { id } : { id, group: numberOf(`#${room}`, -1) }
    },
  }
}

/** What is on the phones since it was asked last. */
function news(desk: TelegramDesk, { names }: Cast, seen: Map<string, number>): Heard[] {
  return [...names].flatMap(([chat, who]) => {
    const shown = desk.telegram.shown(chat)
    const fresh = shown.slice(seen.get(chat) ?? 0)
    seen.set(chat, shown.length)
    return fresh
      .filter(({ first: { text } }) => text !== '')
      .map(({ first: { text, buttons } }) => ({
        who,
        text: named(text, names),
        buttons: buttons.map(({ label }) => named(label, names)),
      }))
  })
}

/** Who has no name is called by his digits. */
const opens = /(?<=^建单 )[a-z]+$/

function digitsOf({ speaker }: Cast): (who: string) => string {
  return (who) => String(speaker({ who }).id).slice(-4)
}

function named(text: string, names: Cast['names']): string {
  return text.replace(shownDigits, (digits) => names.get(digits) ?? digits)
}

type Scene = {
  desk: TelegramDesk
  cast: Cast
  code: string
  first: string
  circles: readonly string[]
}

async function carryOut(step: Step, scene: Scene): Promise<void> {
  const { desk, cast, code } = scene
  const { clock } = desk
  switch (step.kind) {
    case 'say': {
      const from = cast.speaker(step)
      const chat = String(from.group ?? from.id)
      const answered = step.answers ? desk.telegram.shown(chat).at(-1)?.n : undefined
      const reply = answered === undefined ? {} : { reply_to_message: { message_id: answered } }
      const text = step.text.replace('<code>', code).replace(opens, digitsOf(cast))
      await desk.says(from, text, reply)
      return step.burst ? undefined : endBursts(desk)
    }
    case 'press':
      await desk.presses(cast.speaker(step), labelOf(step, scene))
      return endBursts(desk)
    case 'photo': {
      const id = step.file.replace(/\W/g, '_')
      const bytes = await readFile(join(pictureFolder, step.file))
      desk.telegram.files.set(id, bytes)
      const caption = step.text === undefined ? {} : { caption: step.text }
      const content = { document: { file_id: id }, ...caption }
      await desk.bring(desk.telegram.message(cast.speaker(step), content))
      return endBursts(desk)
    }
    case 'pass':
      return desk.pass(readDuration(step.duration))
    case 'pass to':
      return desk.pass(Date.parse(step.time) - clock.now())
    case 'restart':
      return desk.restart()
    case 'enrol':
      return enrol(step, scene)
  }
}

/** As the button is written on the phone. */
function labelOf(step: Step & { kind: 'press' }, { desk, cast }: Scene): string {
  const { id, group } = cast.speaker(step)
  const labels = desk.telegram.shown(group ?? id).flatMap(({ first }) => first.buttons)
  return labels.find(({ label }) => named(label, cast.names) === step.label)?.label ?? step.label
}

async function enrol(step: Step & { kind: 'enrol' }, { desk, cast, first, circles }: Scene) {
  const { id, name } = step
  const role = step.role as Role
  const { id: number } = cast.speaker({ who: `@${id}` })
  const leads = role === 'approver' || role === 'supervisor'
  const works = role === 'agent' || role === 'handler'
  const usual = works ? first : ((leads ? circles[0] : circles.at(-1)) ?? first)
  await desk.desk.roster.enrol({
    id,
    role,
    team: step.team ?? usual,
    address: { channel: 'telegram', peer: String(number) },
    ...(name === undefined ? {} : { name }),
  })
}

/** The customer has paused: the clock goes on just so far. */
async function endBursts({ desk, clock }: TelegramDesk): Promise<void> {
  for (;;) {
    const due = await desk.store.nextDue('burst')
    if (due === undefined) return
    await desk.app.passTime(clock, due)
  }
}
