import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { png } from '../support/pictures.ts'

type Out = Record<string, unknown> & {
  n?: number
  to?: string
  text?: string
  buttons?: { id: string; label: string }[]
  error?: string
  at?: string
  tickets?: Record<string, unknown>[]
  transcript?: Record<string, unknown>[]
}

/** The desk behind the line protocol, in a process of its own as another program would start it. */
class Desk {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  #n = 0

  constructor(folder: string) {
    const args = ['dist/src/chat/main.js', '--json', '--data', folder]
    this.#child = spawn(process.execPath, [...args, '--at', '2026-11-23T10:00:00+08:00'], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]()
  }

  /** Sends one line and collects what comes for it, up to its end. */
  async send(line: object | string): Promise<Out[]> {
    this.#n += 1
    const text = typeof line === 'string' ? line : JSON.stringify({ n: this.#n, ...line })
    this.#child.stdin!.write(`${text}\n`)
    const out: Out[] = []
    for (;;) {
      const { value, done } = await this.#lines.next()
      if (done) throw new Error('the desk has ended')
      const answer = JSON.parse(value) as Out
      out.push(answer)
      if ('settled' in answer || 'error' in answer) return out
    }
  }

  end(): Promise<number | null> {
    const gone = new Promise<number | null>((resolve) => this.#child.once('close', resolve))
    this.#child.stdin!.end()
    return gone
  }
}

const heard = (out: Out[], to: string) => out.filter((line) => line.to === to)

describe('the desk, line by line', () => {
  let folder: string
  let desk: Desk
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-lines-'))
    desk = new Desk(join(folder, 'data'))
  })
  afterAll(async () => {
    await desk.end()
    await rm(folder, { recursive: true })
  })

  it('answers every line with its number, its deliveries and the moment it is settled', async () => {
    const out = await desk.send({ from: 'customer:li', text: '我要投诉' })
    expect(out.every(({ n }) => n === 1)).toBe(true)
    const [first] = heard(out, 'customer:li')
    expect(first).toMatchObject({ text: expect.any(String), files: [] })
    expect(first!.buttons).toEqual([{ id: 'human', label: '找人工' }])
    expect(first!.at).toBe('2026-11-23T10:00:00.000+08:00')
    expect(out.at(-1)).toEqual({ n: 1, settled: true, at: '2026-11-23T10:00:06.000+08:00' })
  })

  it('joins a burst into one answer, and lets the window pass after its last line', async () => {
    const first = await desk.send({ from: 'customer:li', text: '上周买的电饭锅', burst: true })
    expect(heard(first, 'customer:li')).toEqual([])
    const second = await desk.send({ from: 'customer:li', text: '用了两天就坏了' })
    expect(heard(second, 'customer:li')).toHaveLength(1)
  })

  it('keeps a photo, and says what is wrong with one it cannot read', async () => {
    const good = join(folder, 'photo.png')
    const bad = join(folder, 'bad.png')
    await writeFile(good, png())
    await writeFile(bad, 'no picture')
    expect((await desk.send({ from: 'customer:li', photo: good })).at(-1)).toHaveProperty('settled')
    const [refused] = await desk.send({ from: 'customer:li', photo: bad })
    expect(refused!.error).toMatch(/photo: bad\.png is no picture/)
    const [missing] = await desk.send({ from: 'customer:li', photo: join(folder, 'none.png') })
    expect(missing!.error).toMatch(/photo: /)
  })

  it('takes the same key as the same message', async () => {
    await desk.send({ from: 'customer:ann', text: 'hello', key: 'same' })
    await desk.send({ from: 'customer:ann', text: 'hello', key: 'same' })
    const [{ transcript }] = (await desk.send({ look: 'transcript', of: 'customer:ann' })) as [Out]
    expect(transcript!.filter(({ by }) => by === 'customer')).toHaveLength(1)
  })

  it('refuses what it cannot take, saying why, and changes nothing', async () => {
    const errors = [
      ['{"n":1', /not JSON/],
      ['[]', /one JSON object/],
      [{ what: 1 }, /has none of: from, enrol/],
      [{ from: 'nobody', text: 'x' }, /customer:NAME or staff:NAME/],
      [{ from: 'customer:li' }, /says nothing/],
      [{ from: 'staff:wang', text: '/help' }, /nobody is enrolled as wang/],
      [{ enrol: 'wang', role: 'king' }, /role/],
      [{ enrol: 'wang', role: 'agent', team: 'nowhere' }, /"nowhere" is not one of service/],
      [{ advance: 'soon' }, /not a length of time/],
      [{ advanceTo: '2020-01-01T00:00:00+08:00' }, /lies in the past/],
      [{ look: 'transcript' }, /name the customer/],
      [{ from: 'customer:li', text: 'x', unknown: 1 }, /[Uu]nrecognized/],
    ] as const
    const before = await desk.send({ look: 'tickets' })
    for (const [line, why] of errors) expect((await desk.send(line))[0]!.error).toMatch(why)
    const after = await desk.send({ look: 'tickets' })
    expect(after[0]!.tickets).toEqual(before[0]!.tickets)
  })

  it('shows a ticket as data after the customer has sent it, also after a restart', async () => {
    await desk.send({ enrol: 'wang', role: 'agent', team: 'service' })
    const out = await desk.send({ from: 'customer:li', text: '直接提交' })
    expect(heard(out, 'team:service')).toHaveLength(1)
    const number = /CP-\d{8}-\d{4}/.exec(heard(out, 'customer:li').at(-1)!.text!)![0]
    const look = async () => (await desk.send({ look: 'tickets' }))[0]!.tickets!
    const [ticket] = await look()
    expect(ticket).toMatchObject({
      number,
      state: 'received',
      category: 'quality',
      level: 2,
      owner: null,
      customer: 'customer:li',
      proposals: [],
      approvals: [],
      survey: [],
      due: expect.stringContaining('2026-11-23T13:00'),
    })
    expect(ticket!.history).not.toEqual([])
    await desk.send({ restart: true })
    expect(await look()).toEqual([ticket])
    const taken = await desk.send({
      from: 'staff:wang',
      room: 'team:service',
      text: `/take ${number}`,
    })
    expect(heard(taken, 'team:service')).not.toEqual([])
    expect((await look())[0]).toMatchObject({ state: 'investigating', owner: 'wang' })
  })

  it('answers a press by its id and a reply by the id of what it answers', async () => {
    const out = await desk.send({ from: 'customer:bo', text: '快递丢了，我要投诉' })
    const { buttons } = heard(out, 'customer:bo').at(-1)!
    if (buttons!.length) {
      const pressed = await desk.send({ from: 'customer:bo', press: buttons![0]!.id })
      expect(heard(pressed, 'customer:bo')).toHaveLength(1)
    }
    const sent = await desk.send({ from: 'customer:bo', text: '直接提交' })
    const card = heard(sent, 'team:service')[0]!
    await desk.send({ from: 'staff:wang', room: 'team:service', text: '我来', reply: card.id })
    const [{ tickets }] = (await desk.send({ look: 'tickets' })) as [Out]
    expect(tickets!.at(-1)).toMatchObject({ customer: 'customer:bo', owner: 'wang' })
  })

  it('lets time pass, with what comes due at its own moment', async () => {
    const out = await desk.send({ advance: '8d' })
    const moments = out.flatMap(({ to, at }) => (to ? [at!] : []))
    expect(moments.length).toBeGreaterThan(2)
    expect([...moments].sort()).toEqual(moments)
    expect(new Set(moments).size).toBeGreaterThan(1)
    expect(out.at(-1)!.at! >= moments.at(-1)!).toBe(true)
  })

  it('ends cleanly when the other side closes', async () => {
    const other = new Desk(join(folder, 'other'))
    await other.send({ from: 'customer:li', text: 'hi' })
    expect(await other.end()).toBe(0)
  })
})
