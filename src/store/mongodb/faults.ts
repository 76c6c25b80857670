import { StoreUnavailableError } from '../port.ts'
import { MongoBulkWriteError } from './driver.ts'

const duplicate = 11_000

const notAnAddress =
  'MONGODB_URI is not the address of a database; it looks like mongodb://user:password@host:27017/redress (signs like @ : / in a password are written %40 %3A %2F)'
/** Said of what may pass, where a desk runs already. */
const wait = ', the desk goes on by itself as soon as it answers'

/** What a person can do about it, by the code or the name of the error. */
const remedies: readonly [RegExp, string][] = [
  [
    /^(18|8000|MongoMissingCredentialsError)$/,
    'it refuses the name or the password; see MONGODB_URI (signs like @ : / in a password are written %40 %3A %2F)',
  ],
  [/^(MongoParseError|MongoInvalidArgumentError|MongoAPIError)$/, notAnAddress],
  [/^13$/, 'the user in MONGODB_URI may not do this; give it the role readWrite on the database'],
  [/^(14031|12)$/, `its disk is full; free some space${wait}`],
  [
    /^(64|79|91|100|189|10107|11600|11602|13435|13436|WriteConcern)$/,
    `no majority of its members confirms; see that most of them run${wait}`,
  ],
  [
    /(ServerSelection|Network|NotConnected|TopologyClosed|ServerClosed|ClientClosed|Timeout|Expired|StalePrimary|PoolCleared)/,
    `it cannot be reached; see whether it runs and whether MONGODB_URI names it${wait}`,
  ],
]

type Fault = { name?: unknown; code?: unknown; message?: unknown }

/** True for an error of the database or the way to it; what the desk did wrong itself is none. */
function isMongo(error: unknown): error is Fault {
  const name = (error as Fault | null)?.name
  return typeof name === 'string' && /^Mongo/.test(name)
}

/** True where something of that name, or that number, is there already. */
export function isDuplicate(error: unknown): boolean {
  return isMongo(error) && error.code === duplicate
}

/** True where all that an insertion met was itself: everything is there, and confirmed. */
export function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false
  const refused = [error.writeErrors].flat()
  const confirmed = error.result.getWriteConcernError() === undefined
  return confirmed && refused.length > 0 && refused.every(({ code }) => code === duplicate)
}

/** True when the same may succeed a moment later. */
export function mayPass(error: unknown): boolean {
  return isMongo(error) && !/^(13|18|8000|MongoParseError|MongoMissing.*)$/.test(signOf(error))
}

/**
 * The error as callers know it: a fault of the database as `StoreUnavailableError`, anything else as it is. What the
 * driver said is quoted without anything that may have stood in the connection string.
 */
export function asStoreError(error: unknown, place: string, isRunning = true): unknown {
  if (!isMongo(error)) {
    if (!(error instanceof StoreUnavailableError) || error.message.startsWith('store in '))
      return error
    return new StoreUnavailableError(`store in ${place}: ${error.message}`)
  }
  const sign = signOf(error)
  const remedy = remedies.find(([signs]) => signs.test(sign))?.[1] ?? 'it refuses'
  if (remedy === notAnAddress) return malformed(place)
  return new StoreUnavailableError(
    `store in ${place}: ${isRunning ? remedy : remedy.replace(wait, '')} (${sign}: ${withoutSecrets(error)})`,
  )
}

/** What stands there is not quoted: it may be a part of a password. */
export function malformed(place: string): StoreUnavailableError {
  return new StoreUnavailableError(`store in ${place}: ${notAnAddress}`)
}

function signOf({ code, name, message }: Fault): string {
  if (typeof code === 'number' || typeof code === 'string') return String(code)
  if (/write concern|waiting for replication/i.test(String(message))) return 'WriteConcern'
  if (/^Unable to parse/.test(String(message))) return 'MongoParseError'
  if (/\b(ECONN\w+|ENOTFOUND|EPIPE|ETIMEDOUT)\b/.test(String(message))) return 'Network'
  return String(name)
}

function withoutSecrets({ message }: Fault): string {
  const text = String(message)
  const [line = ''] = text.split('\n')
  return line
    .replace(/\bmongodb(\+srv)?:\S*/gi, 'mongodb://…')
    .replace(/\S+:\S*@/g, '…@')
    .slice(0, 200)
}
