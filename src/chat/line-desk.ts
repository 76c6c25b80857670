import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Delivery, staffPeer } from '../channels/terminal/terminal-channel.ts'
import type { VirtualClock } from '../clock/virtual.ts'
import { conversationOf } from '../domain/actor.ts'
import type { FileRef } from '../domain/message.ts'
import { audioSeconds, audioType } from '../files/audio.ts'
import { pictureType } from '../files/picture.ts'
import { isoIn } from './iso.ts'
import { LineError, type LineIn, type LineOut, readDuration } from './lines.ts'
import type { TerminalDesk } from './terminal-desk.ts'
import { ticketData } from './ticket-data.ts'
import { transcriptData } from './transcript.ts'

/** Opens the desk again on the same folder and clock, after it was closed. */
export type Reopen = (deliver: (delivery: Delivery) => void) => Promise<TerminalDesk>

type Said = Extract<LineIn, { from: string }>

/**
 * The whole desk, driven by lines: every line is carried out until nothing is due any more, and everything that was
 * delivered meanwhile comes out in order. A customer's burst window passes by itself.
 */
export class LineDesk {
  readonly #reopen: Reopen
  readonly #clock: VirtualClock
  readonly #out: (line: LineOut) => void
  #desk: TerminalDesk | undefined
  #n: number | string | undefined
  #keys = 0

  constructor(parts: { open: Reopen; clock: VirtualClock; out: (line: LineOut) => void }) {
    this.#reopen = parts.open
    this.#clock = parts.clock
    this.#out = parts.out
  }

  get desk(): TerminalDesk {
    if (!this.#desk) throw new Error('the desk is not open')
    return this.#desk
  }

  async open(): Promise<void> {
    this.#desk = await this.#reopen(({ to, message, letter }) =>
      this.#say({
        to,
        text: message.text,
        buttons: message.buttons ?? [],
        files: message.files ?? [],
        at: this.#now(),
        id: letter,
      }),
    )
    await this.desk.app.start()
    await this.desk.app.settled()
  }

  async close(): Promise<void> {
    await this.#desk?.close()
    this.#desk = undefined
  }

  /** Carries one line out. A line that cannot be taken is answered with its error and changes nothing. */
  async take(line: LineIn): Promise<void> {
    this.#n = line.n
    try {
      await this.#carryOut(line)
      this.#say({ settled: true, at: this.#now() })
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      this.#say({ error: error.message })
    }
  }

  async #carryOut(line: LineIn): Promise<void> {
    if ('from' in line) return this.#hear(line)
    if ('enrol' in line) return this.#enrol(line)
    if ('advance' in line) return this.#advance(this.#clock.now() + readDuration(line.advance))
    if ('advanceTo' in line) return this.#advance(Date.parse(line.advanceTo))
    if ('look' in line) return this.#look(line)
    await this.close()
    await this.open()
  }

  async #hear(line: Said): Promise<void> {
    const { text, photo, voice, press } = line
    if ([text, photo, voice, press].every((part) => part === undefined)) {
      throw new LineError('from: says nothing; give text, photo, voice or press')
    }
    const name = line.from.slice(line.from.indexOf(':') + 1)
    const staff = line.from.startsWith('staff:')
    if (staff && !this.desk.roster.find('terminal', staffPeer(name))) {
      throw new LineError(`from: nobody is enrolled as ${name}; send {"enrol":"${name}","role":…}`)
    }
    if (!staff && line.room) throw new LineError('room: customers have no team room')
    const files = [
      ...(photo === undefined ? [] : [await this.#photo(photo)]),
      ...(voice === undefined ? [] : [await this.#voice(voice)]),
    ]
    this.#keys += 1
    await this.desk.app.receive({
      key: line.key ?? `${this.#clock.now()}-${this.#keys}`,
      ...(staff ? { channel: 'terminal', peer: staffPeer(name) } : customerAt(name)),
      at: this.#clock.now(),
      ...(text === undefined ? {} : { text }),
      ...(press === undefined ? {} : { press }),
      ...(line.room === undefined ? {} : { room: line.room.slice('team:'.length) }),
      ...(line.reply === undefined ? {} : { replyTo: line.reply }),
      ...(files.length ? { files } : {}),
    })
    await this.desk.app.settled()
    if (!line.burst) await this.#endBursts()
  }

  async #photo(path: string): Promise<FileRef> {
    const bytes = await this.#bytes('photo', path)
    const type = pictureType(bytes)
    if (!type || type === 'unreadable')
      throw new LineError(`photo: ${basename(path)} is no picture we can read`)
    return this.desk.store.putFile({ name: basename(path), type, bytes })
  }

  async #voice(path: string): Promise<FileRef> {
    const bytes = await this.#bytes('voice', path)
    const type = audioType(bytes)
    if (!type) throw new LineError(`voice: ${basename(path)} is no recording we know`)
    const seconds = audioSeconds(bytes, type)
    const file = await this.desk.store.putFile({ name: basename(path), type, bytes })
    return seconds === undefined ? file : { ...file, seconds }
  }

  async #bytes(what: 'photo' | 'voice', path: string): Promise<Uint8Array> {
    const bytes = await readFile(path).catch((error: Error) => {
      throw new LineError(`${what}: ${error.message}`)
    })
    const most = this.desk.settings.policy.limits.fileSize.value
    if (bytes.length > most) throw new LineError(`${what}: larger than ${most} bytes`)
    return bytes
  }

  /** The customer has paused: the clock goes on just so far. */
  async #endBursts(): Promise<void> {
    for (;;) {
      const due = await this.desk.store.nextDue('burst')
      if (due === undefined) return
      await this.#advance(due)
    }
  }

  async #advance(to: number): Promise<void> {
    if (to < this.#clock.now()) throw new LineError('advanceTo: lies in the past')
    await this.desk.app.passTime(this.#clock, to)
  }

  async #enrol(line: Extract<LineIn, { enrol: string }>): Promise<void> {
    const { enrol: id, role, team, name } = line
    const known = this.desk.settings.organisation.teams.map((each) => each.id)
    if (team !== undefined && !known.includes(team)) {
      throw new LineError(`team: "${team}" is not one of ${known.join(', ')}`)
    }
    await this.desk.enrol({ id, role, team, name })
  }

  async #look(line: Extract<LineIn, { look: string }>): Promise<void> {
    if (line.look === 'tickets') return this.#say({ tickets: await ticketData(this.desk) })
    if (!line.of?.startsWith('customer:'))
      throw new LineError('of: name the customer, customer:NAME')
    const { channel, peer } = customerAt(line.of.slice('customer:'.length))
    const actor = conversationOf(`customer:${channel}/${peer}`)
    this.#say({ transcript: await transcriptData(this.desk.store, actor, this.#zone()) })
  }

  #zone(): string {
    return this.desk.settings.organisation.zone
  }

  #now(): string {
    return isoIn(this.#clock.now(), this.#zone())
  }

  #say(line: LineOut): void {
    this.#out({ ...(this.#n === undefined ? {} : { n: this.#n }), ...line })
  }
}

/** `web/li` is a visitor of the page, `li` sits at the terminal. */
function customerAt(name: string): { channel: string; peer: string } {
  const page = name.startsWith('web/')
  return page
    ? { channel: 'web', peer: name.slice('web/'.length) }
    : { channel: 'terminal', peer: name }
}
