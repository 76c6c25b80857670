import type { FileRef } from '../../domain/message.ts'
import { describeFile } from '../../files/describe.ts'
import { describeFilm, describePaper } from '../../files/film-or-paper.ts'
import type { Store } from '../../store/port.ts'
import { isWords, jsonOf, type Platform, PlatformAwayError } from './platform.ts'

/** A file that still lies with the platform: by id, for three days. */
export type Media = { kind: 'image' | 'voice' | 'video' | 'file'; id: string; url?: string }

/** What became of a file the platform keeps for us: it is ours, or nobody can have it. */
export type Fetched = { file: FileRef } | { lost: 'too large' | 'not there' | 'not readable' }

type MediaParts = {
  store: Store
  platform: Platform
  /** The address of the platform, which is believed. */
  api: string
  /** Bytes. */
  largest: number
}

/** Files in and out. A file is fetched once however often the platform tells of it while it is under way. */
export type MediaDesk = {
  /** Rejects where trying again may help. */
  fetch(media: Media): Promise<Fetched>
  /** The id under which the platform sends our picture; undefined where it takes none such. */
  upload(file: FileRef): Promise<string | undefined>
}

export function createMedia(parts: MediaParts): MediaDesk {
  const underway = new Map<string, Promise<Fetched>>()
  return {
    fetch(media) {
      const known = underway.get(media.id)
      if (known) return known
      const fetching = fetchAndKeep(media, parts)
      underway.set(media.id, fetching)
      // Told again while it lies here, it is the same file; a failure may be tried again at once.
      const forget = () => void underway.delete(media.id)
      fetching.then(() => setTimeout(forget, remembered).unref(), forget)
      return fetching
    },
    upload: (file) => upload(file, parts),
  }
}

/** As long as the platform tells of a message again, in ms. */
const remembered = 60_000

async function fetchAndKeep(media: Media, parts: MediaParts): Promise<Fetched> {
  const response = await responseOf(media, parts)
  if (!response) return { lost: 'not there' }
  if (Number(response.headers.get('content-length') ?? 0) > parts.largest) {
    await response.body?.cancel()
    return { lost: 'too large' }
  }
  const bytes = await bytesOf(response)
  if (bytes.length > parts.largest) return { lost: 'too large' }
  const described = describe(media.kind, bytes, response)
  if (described === undefined || described === 'unreadable') return { lost: 'not readable' }
  const { seconds, ...kept } = described
  const stored = await parts.store.putFile({ ...kept, bytes })
  return { file: seconds === undefined ? stored : { ...stored, seconds } }
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch {
    throw new PlatformAwayError('WeChat broke off a file')
  }
}

async function responseOf(media: Media, { platform, api }: MediaParts) {
  const response = await platform.download(
    `/cgi-bin/media/get?media_id=${encodeURIComponent(media.id)}`,
  )
  if (!isWords(response)) return response
  const { video_url: film } = await jsonOf(response)
  // A film is behind an address; a picture has one too, for accounts that may not ask for files.
  const address = typeof film === 'string' ? film : media.url
  return address !== undefined && isPlatforms(address, api) ? fetchFrom(address) : undefined
}

async function fetchFrom(address: string): Promise<Response | undefined> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(10_000),
      redirect: 'error',
    })
    return response.ok ? response : undefined
  } catch {
    throw new PlatformAwayError('WeChat does not hand over a file')
  }
}

/** Files are fetched from the platform's own machines only. */
function isPlatforms(address: string, api: string): boolean {
  if (!URL.canParse(address)) return false
  const { origin, hostname } = new URL(address)
  return (
    origin === new URL(api).origin || /(^|\.)(qpic\.cn|qq\.com|weixin\.qq\.com)$/.test(hostname)
  )
}

function describe(kind: Media['kind'], bytes: Uint8Array, response: Response) {
  if (kind === 'video') return describeFilm(bytes)
  const described = describeFile(bytes)
  if (described || kind !== 'file') return described
  return describeFilm(bytes) ?? describePaper(response.headers.get('content-disposition') ?? '')
}

async function upload(file: FileRef, { store, platform }: MediaParts): Promise<string | undefined> {
  if (!/^image\/(jpeg|png)$/.test(file.type)) return undefined
  const found = await store.file(file.id)
  if (!found) return undefined
  const form = new FormData()
  form.append('media', new Blob([new Uint8Array(found.bytes)], { type: file.type }), file.name)
  const { media_id: id } = await platform.call('/cgi-bin/media/upload?type=image', form)
  return typeof id === 'string' ? id : undefined
}
