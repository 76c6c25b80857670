// Loaded before a desk: its connections to the ports named in TAKE_THE_WAY ("27017=40001,…") go to the others instead.
import net from 'node:net'

const ways = new Map(
  (process.env.TAKE_THE_WAY ?? '').split(',').map((way) => way.split('=').map(Number)),
)
const connect = net.createConnection
net.createConnection = (options, ...rest) =>
  connect(ways.has(options?.port) ? { ...options, port: ways.get(options.port) } : options, ...rest)
