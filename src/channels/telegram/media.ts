import type { FileRef } from '../../domain/message.ts'
import { describeFile } from '../../files/describe.ts'
import { describeFilm, describePdf } from '../../files/film-or-paper.ts'
import type { Store } from '../../store/port.ts'
import { type Bot, TelegramAwayError } from './bot.ts'
import { failureOf } from './failure.ts'
import type { Media } from './read-update.ts'

/** What became of a file the platform keeps for us: it is ours, or nobody can have it. */
export type Fetched = { file: FileRef } | { lost: 'too large' | 'not there' | 'not readable' }

/** The largest file a bot is given (core.telegram.org/bots/api, getFile), in bytes. */
const platformsLargest = 20_000_000

/** Brings a file into the store. Rejects where trying again may help. */
export async function fetchMedia(
  media: Media,
  parts: { store: Store; bot: Bot; largest: number },
): Promise<Fetched> {
  const largest = Math.min(parts.largest, platformsLargest)
  if ((media.size ?? 0) > largest) return { lost: 'too large' }
  const path = await pathOf(media, parts.bot)
  if (path === undefined) return { lost: 'not there' }
  const bytes = await bytesOf(await parts.bot.download(path), largest)
  if (!bytes) return { lost: 'too large' }
  const described = describeFile(bytes) ?? describeFilm(bytes) ?? describePdf(bytes)
  if (described === undefined || described === 'unreadable') return { lost: 'not readable' }
  const { seconds = media.seconds, ...kept } = described
  const stored = await parts.store.putFile({ ...kept, bytes })
  return { file: seconds === undefined ? stored : { ...stored, seconds } }
}

async function pathOf({ id }: Media, bot: Bot): Promise<string | undefined> {
  try {
    const { file_path: path } = await bot.call<{ file_path?: string }>('getFile', { file_id: id })
    return path
  } catch (error) {
    // Too big, or no longer there: it will not be otherwise next time.
    if (failureOf(error).code === 400) return undefined
    throw error
  }
}

async function bytesOf(response: Response, largest: number): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > largest) {
    await response.body?.cancel()
    return undefined
  }
  try {
    const bytes = new Uint8Array(await response.arrayBuffer())
    return bytes.length > largest ? undefined : bytes
  } catch {
    throw new TelegramAwayError('Telegram broke off a file')
  }
}
