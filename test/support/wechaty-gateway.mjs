// A gateway as a process of its own: the real PuppetServer over a WeChat that is played. Lines of JSON in (`{"says": text}`: the
// customer li writes to the account) and out (`{"ready": true}`, `{"shown": text}`: what li's phone shows of the account).
import { createInterface } from 'node:readline'
import { load } from '../../src/channels/wechaty/from-here.mjs'

const [endpoint, token] = process.argv.slice(2)
process.env.WECHATY_LOG ??= 'silent'
const { PuppetServer } = await load('wechaty-puppet-service')
const { PuppetMock, mock } = await load('wechaty-puppet-mock')
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

const mocker = new mock.Mocker()
const puppet = new PuppetMock({ mocker })
puppet.ding = (data) => void setImmediate(() => puppet.emit('dong', { data }))
const desk = mocker.createContact({ id: 'desk', name: 'desk' })
const li = mocker.createContact({ id: 'li', name: 'li' })
li.on('message', (message) => {
  if (message.talker().id === 'desk') tell({ shown: message.text() })
})
await puppet.start()
mocker.login(desk)
const server = new PuppetServer({ endpoint, puppet, token, tls: { disable: true } })
await server.start()
createInterface({ input: process.stdin }).on('line', (line) =>
  li.say(JSON.parse(line).says).to(desk),
)
tell({ ready: true })
