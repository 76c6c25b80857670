import { amrSeconds, mp3Seconds, mp4Seconds, oggSeconds, wavSeconds } from './audio-length.ts'

/** What a recording is by its own bytes, whatever its name says. */
export type AudioType =
  | 'audio/mpeg'
  | 'audio/mp4'
  | 'audio/aac'
  | 'audio/ogg'
  | 'audio/wav'
  | 'audio/webm'
  | 'audio/amr'

const endings: Readonly<Record<AudioType, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
  'audio/amr': 'amr',
}

/** The type of a recording; `undefined` when it is none we take, a film among them. */
export function audioType(bytes: Uint8Array): AudioType | undefined {
  const start = latin(bytes, 0, 12)
  if (start.startsWith('#!AMR')) return 'audio/amr'
  if (start.startsWith('OggS')) return 'audio/ogg'
  if (start.startsWith('RIFF') && start.endsWith('WAVE')) return 'audio/wav'
  if (start.startsWith('ID3')) return 'audio/mpeg'
  if (start.slice(4, 8) === 'ftyp') return isSound(bytes) ? 'audio/mp4' : undefined
  if (start.startsWith('\x1aE\xdf\xa3')) {
    return latin(bytes).includes('V_') || !latin(bytes).includes('A_') ? undefined : 'audio/webm'
  }
  if (bytes[0] !== 0xff || (bytes[1]! & 0xe0) !== 0xe0) return undefined
  return (bytes[1]! & 0x06) === 0 ? 'audio/aac' : 'audio/mpeg'
}

/** The file name ending that belongs to a recording's type. */
export function audioEnding(type: AudioType): string {
  return endings[type]
}

/** How long a recording lasts, in whole seconds, at least one; `undefined` where its file does not tell. */
export function audioSeconds(bytes: Uint8Array, type: AudioType): number | undefined {
  const seconds = lengthOf(bytes, type)
  const sound = seconds !== undefined && Number.isFinite(seconds) && seconds > 0
  return sound ? Math.max(1, Math.round(seconds)) : undefined
}

function lengthOf(bytes: Uint8Array, type: AudioType): number | undefined {
  try {
    if (type === 'audio/wav') return wavSeconds(bytes)
    if (type === 'audio/amr') return amrSeconds(bytes)
    if (type === 'audio/ogg') return oggSeconds(bytes)
    if (type === 'audio/mp4') return mp4Seconds(bytes)
    return type === 'audio/mpeg' ? mp3Seconds(bytes) : undefined
  } catch (error) {
    // A recording that is broken off is still worth listening to.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function isSound(bytes: Uint8Array): boolean {
  const text = latin(bytes)
  return text.includes('soun') && !text.includes('vide')
}

function latin(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to)
}
