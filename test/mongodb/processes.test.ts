import { expect, it } from 'vitest'
import { describeMongo } from '../support/mongo-database.ts'
import { runDeskWith } from '../support/running-desk.ts'
import { follow, open, say, type Told } from '../support/web-customer.ts'

describeMongo('two processes of the desk on one database', (bench) => {
  it('are one desk to a customer: written here, read there, also when one of them dies', async () => {
    const settings = { MONGODB_URI: bench.database.uri }
    await using one = await runDeskWith(settings)
    await using two = await runDeskWith(settings)
    const token = await open(one)
    const isBot = (line: Told) => line.by === 'bot'

    const first = follow(two, token, { after: 0, until: isBot })
    expect(await say(one, token, 'm1', '我要投诉，电饭煲坏了')).toBe(202)
    const heard = await first
    expect(heard[0]).toMatchObject({ seq: 1, by: 'customer', text: '我要投诉，电饭煲坏了' })

    // The same message again, at the other door, and both at once with the next one.
    expect(await say(two, token, 'm1', '我要投诉，电饭煲坏了')).toBe(200)
    const both = await Promise.all([one, two].map((desk) => say(desk, token, 'm2', '上周三')))
    expect([...both].sort()).toEqual([200, 202])

    // What the dead one had begun (the end of the burst) the other one finishes.
    await one.kill()
    const last = heard.at(-1)!.seq
    const answered = await follow(two, token, {
      after: last,
      until: (line) => isBot(line) && line.seq > last + 1,
    })
    const seqs = [...heard, ...answered].map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, n) => n + 1))
    const said = [...heard, ...answered].filter(({ by }) => by === 'customer')
    expect(said.map(({ text }) => text)).toEqual(['我要投诉，电饭煲坏了', '上周三'])
    // A letter that the dead one had in hand is free a minute later.
  }, 240_000)
})
