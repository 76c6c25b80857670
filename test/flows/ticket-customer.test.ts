import { describe, expect, it } from 'vitest'
import { ticketStates } from '../../src/domain/ticket.ts'
import {
  alertKeys,
  alertsOf,
  recorded,
  recordKeys,
  TicketDesk,
  toldOf,
  toldTypes,
} from '../support/ticket-desk.ts'

const photo = { id: 'f1', name: 'a.jpg', type: 'image/jpeg', size: 3 }

function closed(): TicketDesk {
  const desk = new TicketDesk().carriedOut()
  desk.send({ type: 'customer.scored', score: 5 })
  desk.take()
  return desk
}

describe('the customer of an open case', () => {
  it('adds facts and photos, which the owner sees masked', () => {
    const desk = new TicketDesk().taken()
    const done = desk.send({ type: 'customer.added', text: '电话13812345678', files: [photo] })
    expect(alertsOf(done, 'staff:wang')[0]).toMatchObject({ files: [photo] })
    expect(JSON.stringify(done)).not.toContain('13812345678')
    expect(recorded(done, 'added')).toMatchObject({ by: 'customer', files: [photo] })
    expect(toldOf(done)).toEqual([expect.objectContaining({ what: 'added' })])
  })

  it('urges: the owner hears it, from the third time on the supervisors too, and cards say how often', () => {
    const desk = new TicketDesk().taken()
    expect(alertsOf(desk.send({ type: 'customer.urged' })).map(({ to }) => to)).toEqual([
      'staff:wang',
    ])
    expect(alertsOf(desk.send({ type: 'customer.urged' })).map(({ to }) => to)).toEqual([
      'staff:wang',
    ])
    const again = desk.send({ type: 'customer.urged' })
    expect(alertsOf(again).map(({ to }) => to)).toEqual(['staff:wang', 'team:supervisors'])
    expect(toldOf(again)).toEqual([expect.objectContaining({ what: 'urged' })])
  })

  it('withdraws; the supervisors see it where the case was major', () => {
    const desk = new TicketDesk({ complaint: { level: 3 } }).taken()
    const done = desk.send({ type: 'customer.withdrew', reason: '解决了' })
    expect(desk.view).toMatchObject({ state: 'withdrawn', closedAt: desk.now })
    expect(alertsOf(done).map(({ to }) => to)).toEqual(['staff:wang', 'team:supervisors'])
    expect(toldOf(done)).toEqual([
      expect.objectContaining({ type: 'ticket.closed', as: 'withdrawn' }),
    ])
  })

  it('hears stage and promised day, and nothing internal', () => {
    const desk = new TicketDesk().judged()
    const [told] = toldOf(desk.send({ type: 'customer.asked progress' }))
    expect(told).toEqual({
      type: 'ticket.stood',
      ticket: desk.context.actor,
      number: desk.context.number,
      state: 'investigating',
      promisedAt: desk.view.promisedAt,
    })
  })

  it('gets an answer to an acceptance or a score nothing waits for', () => {
    const desk = new TicketDesk().taken()
    for (const event of [
      { type: 'customer.accepted', proposal: 1, option: 0 },
      { type: 'customer.declined', proposal: 1, reason: '' },
      { type: 'customer.scored', score: 1 },
    ]) {
      expect(toldOf(desk.send(event))).toEqual([expect.objectContaining({ what: 'not possible' })])
    }
    expect(desk.state).toBe('investigating')
  })
})

describe('the customer of an ended case', () => {
  it.each([
    ['customer.added', { text: '又坏了', files: [] }],
    ['customer.urged', {}],
    ['customer.objected', { text: '又坏了' }],
    ['customer.asked for another', { reason: '' }],
  ])('reopens it by a word in time: %s', (type, more) => {
    const desk = closed()
    const done = desk.send({ type, ...more })
    expect(desk.view).toMatchObject({ state: 'investigating', owner: 'wang', closedAt: null })
    expect(toldTypes(done)).toEqual(['ticket.reopened'])
    expect(desk.view.level).toBe(2)
  })

  it.each(['customer.added', 'customer.urged', 'customer.objected', 'customer.scored'])(
    'is told that it is too late after the time: %s',
    (type) => {
      const desk = closed()
      desk.advance(16 * 24 * 60)
      const done = desk.send({ type, text: '又坏了', files: [], score: 1 })
      expect(desk.state).toBe('closed')
      expect(toldOf(done)).toEqual([expect.objectContaining({ what: 'not possible' })])
    },
  )

  it('reopens a withdrawn one', () => {
    const desk = new TicketDesk().taken()
    desk.send({ type: 'customer.withdrew' })
    desk.send({ type: 'customer.added', text: '还是要投诉', files: [photo] })
    expect(desk.state).toBe('investigating')
    expect(recorded(desk.effects, 'reopened').by).toBe('customer')
    expect(recorded(desk.effects, 'added').files).toEqual([photo])
  })

  it('changes his mind about the score', () => {
    const desk = closed()
    desk.send({ type: 'customer.scored', score: 5 })
    expect(desk.state).toBe('closed')
    desk.send({ type: 'customer.scored', score: 1 })
    expect(desk.view).toMatchObject({ state: 'investigating', level: 3, score: 1 })
  })

  it('does not reopen what a manager has ended, but is heard', () => {
    const desk = new TicketDesk().refused()
    desk.send({ type: 'customer.objected', text: '不对' })
    desk.order('su', 'staff.judged', { verdict: 'unfounded', reason: '一致' })
    desk.send({ type: 'customer.objected', text: '不对' })
    desk.order('ma', 'staff.answered finally', { text: '维持' })
    const done = desk.send({ type: 'customer.objected', text: '不服' })
    expect(desk.state).toBe('not agreed')
    expect(recordKeys(done)).toEqual(['tooLate'])
    const call = desk.send({ type: 'customer.asked for a person', reason: '找经理' })
    expect(alertKeys(call, 'staff:wang')).toEqual(['alert.askedForPerson'])
  })

  it('can always ask how it stands', () => {
    const desk = closed()
    expect(toldOf(desk.send({ type: 'customer.asked progress' }))).toEqual([
      expect.objectContaining({ type: 'ticket.stood', state: 'closed', promisedAt: null }),
    ])
  })

  it('sees it reopened by a person of the desk', () => {
    const desk = closed()
    const agent = desk.order('chen', 'staff.reopened', { reason: '客户来电' })
    expect(alertKeys(agent)).toEqual(['refusal.ownerOrSupervisor'])
    const done = desk.order('su', 'staff.reopened', { reason: '客户来电' })
    expect(desk.state).toBe('investigating')
    expect(toldTypes(done)).toEqual(['ticket.reopened'])
  })
})

describe('a person in the conversation', () => {
  it('silences the bot, is heard, and hands back', () => {
    const desk = new TicketDesk().taken()
    const said = desk.order('wang', 'staff.replied', { text: '您好', files: [photo] })
    expect(toldOf(said)).toEqual([
      expect.objectContaining({
        type: 'staff.said',
        by: 'wang',
        publicName: 'wang-public',
        text: '您好',
        files: [photo],
        takesOver: true,
      }),
    ])
    expect(desk.view.answeredAt).toBe(desk.now)
    const back = desk.send({ type: 'customer.replied', text: '我在', files: [] })
    expect(alertsOf(back).map(({ to }) => to)).toEqual(['staff:wang', 'team:service'])
    const handed = desk.order('wang', 'staff.handed back')
    expect(toldTypes(handed)).toEqual(['staff.handed back'])
    expect(desk.context.voice).toBe('bot')
    expect(alertKeys(desk.order('wang', 'staff.handed back'))).toEqual(['refusal.botSpeaks'])
  })

  it('is reminded when silent too long, then the team is called, then wider circles', () => {
    const desk = new TicketDesk().taken()
    desk.order('wang', 'staff.replied', { text: '您好', files: [] })
    desk.send({ type: 'customer.replied', text: '在吗', files: [] })
    const rooms: string[][] = []
    for (let i = 0; i < 4; i++) {
      desk.take()
      desk.advance(30)
      rooms.push(alertsOf(desk.take()).map(({ to }) => to))
    }
    expect(rooms).toEqual([
      ['staff:wang'],
      ['staff:wang', 'team:service'],
      ['staff:wang', 'team:supervisors'],
      ['staff:wang', 'team:management'],
    ])
    desk.order('wang', 'staff.replied', { text: '在', files: [] })
    expect(desk.slots.has('human silence')).toBe(false)
  })

  it('is called when the customer asks for one, until somebody speaks', () => {
    const desk = new TicketDesk()
    desk.take()
    const done = desk.send({ type: 'customer.asked for a person', reason: '机器人不懂' })
    expect(alertKeys(done, 'team:service')).toEqual(['alert.askedForPerson'])
    desk.take()
    desk.advance(30)
    expect(alertKeys(desk.take(), 'team:service')).toContain('alert.humanSilent')
    desk.order('chen', 'staff.replied', { text: '我来', files: [] })
    expect(desk.slots.has('human silence')).toBe(false)
  })

  it('goes on in a closed case without reopening it', () => {
    const desk = closed()
    desk.order('wang', 'staff.replied', { text: '谢谢您', files: [] })
    desk.send({ type: 'customer.replied', text: '不客气', files: [] })
    expect(desk.state).toBe('closed')
  })

  it('hears of a conversation that could not go on', () => {
    const desk = new TicketDesk().taken()
    const done = desk.send({ type: 'desk.failed', text: 'boom' })
    expect(alertKeys(done, 'staff:wang')).toEqual(['card.title.failed'])
    expect(alertKeys(done, 'team:supervisors')).toEqual(['card.title.failed'])
    expect(recorded(done, 'failed').by).toBe('system')
  })
})

it('knows a state for every name of the domain', () => {
  const states = Object.keys(new TicketDesk().flow.machine.states)
  expect(states.sort()).toEqual([...ticketStates].sort())
})
