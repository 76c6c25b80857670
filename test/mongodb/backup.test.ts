import type mongoose from 'mongoose'
import { expect, it } from 'vitest'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { operate } from '../support/operate.ts'
import { PatientCustomer } from '../support/patient-customer.ts'
import { type RunningDesk, runDeskWith } from '../support/running-desk.ts'
import { tempFolder } from '../support/store-folder.ts'

type Db = mongoose.mongo.Db

describeMongo('a desk that was brought back', (bench) => {
  /** Every document as it stands, which is what a dump has. */
  async function dump(from: Db, to: Db): Promise<void> {
    for (const { name } of await from.listCollections({ type: 'collection' }).toArray()) {
      // The desk makes its view and its indexes anew.
      if (name.startsWith('system.')) continue
      const documents = await from.collection(name).find().toArray()
      if (documents.length > 0) await to.collection(name).insertMany(documents)
    }
  }

  /** The case is known, the talk goes on, and no number is given twice. */
  async function expectToGoOn(uri: string, people: readonly PatientCustomer[]): Promise<void> {
    const [complained, talking] = people
    const said = (await talking!.lines()).map(({ text }) => text)
    expect(said).toContain('我要投诉')
    await talking!.say('电饭煲坏了')
    await complained!.say('进度')
    await talking!.hears(/./, (await lineOf(talking!, '电饭煲坏了'))!)
    await complained!.hears(/CP-\d{8}-\d{4}/, (await lineOf(complained!, '进度'))!)
    await using store = await openMongo(uri)
    const { tickets } = await store.tickets({}, { limit: 9 })
    expect(tickets).toHaveLength(1)
    const [, day, number] = /^CP-(\d+)-(\d+)$/.exec(tickets[0]!.view.number)!
    expect(await store.drawNumber(day!)).toBeGreaterThan(Number(number))
  }

  async function lineOf(one: PatientCustomer, text: string): Promise<number | undefined> {
    return (await one.lines()).find((line) => line.text === text)?.seq
  }

  it('from a folder, or from a dump, knows every case and goes on with every talk', async () => {
    await using place = await tempFolder()
    const { uri, db, connection } = bench.database
    const desks: RunningDesk[] = []
    const count = { acknowledged: 0, refused: 0, unreached: 0 }
    const people = [0, 1].map(() => new PatientCustomer(desks, 0, count))
    {
      await using desk = await runDeskWith({ MONGODB_URI: uri })
      desks.push(desk)
      await Promise.all([
        people[0]!.complain(1),
        people[1]!.begin().then(() => people[1]!.say('我要投诉')),
      ])
      await people[1]!.hears(/./)
      // What it has in hand is noted as such, and the copies hold that.
      await desk.kill()
    }
    const twin = `${db.databaseName}_dump`
    await dump(db, connection.getClient().db(twin))

    const env = { DATA: place.path, MONGODB_URI: uri }
    const taken = await operate(env, 'store-copy', '--from', 'mongodb', '--to', 'sqlite')
    expect(taken).toMatchObject({ code: 0 })
    await db.dropDatabase()
    const back = await operate(env, 'store-copy', '--from', 'sqlite', '--to', 'mongodb')
    expect(back).toMatchObject({ code: 0 })

    const addresses = [uri, uri.replace(db.databaseName, twin)]
    await Promise.all(
      addresses.map(async (address) => {
        await using desk = await runDeskWith({ MONGODB_URI: address })
        const returned = people.map((one) => one.at([desk]))
        await expectToGoOn(address, returned)
      }),
    )
    await connection.getClient().db(twin).dropDatabase()
  }, 180_000)
})
