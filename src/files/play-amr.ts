import { audioType } from './audio.ts'

/** What a recording is as the store keeps it. */
export type Recording = { id: string; name: string; type: string; bytes: Uint8Array }

/** Longer ones are left as they are, in frames of 20 ms: phones send no more than a minute. */
const longest = 120 * 50
/** So many frames are decoded at a stretch; so many before them are heard again, for a frame leans on what was before it. */
const stretch = 250
const before = 25
/** Samples of a frame, and samples a second. */
const samples = 160
const rate = 8000
/** So many are remembered, for players ask for one piece by piece. */
const remembered = 4

const played = new Map<string, Promise<Uint8Array | undefined>>()

/**
 * The recording in a form that browsers and Telegram play: AMR (narrow band), which phones of WeChat send and nobody else
 * plays, becomes WAV; anything else stays as it is. The decoder is loaded for the first one.
 */
export async function playable<R extends Recording>(recording: R): Promise<R> {
  if (recording.type !== 'audio/amr') return recording
  const { id, bytes, name } = recording
  const known = played.get(id) ?? decoded(bytes)
  played.delete(id)
  played.set(id, known)
  if (played.size > remembered) played.delete(played.keys().next().value!)
  const wav = await known
  if (!wav) return recording
  return { ...recording, type: 'audio/wav', name: name.replace(/\.amr$/, '.wav'), bytes: wav }
}

/** Undefined where it is no recording of that kind, or a longer one. */
async function decoded(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  if (audioType(bytes) !== 'audio/amr' || bytes[5] !== 0x0a) return undefined
  const { AMR } = await import('web-amr/dist/vendor/amrnb.js')
  const starts = startsOf(bytes, AMR.SIZES)
  const frames = starts.length - 1
  if (frames < 1 || frames > longest) return undefined
  const wav = Buffer.alloc(44 + frames * samples * 2)
  writeHead(wav)
  for (let from = 0; from < frames; from += stretch) {
    const first = Math.max(0, from - before)
    const part = bytes.subarray(starts[first], starts[Math.min(frames, from + stretch)])
    const sound = AMR._decode(Buffer.concat([bytes.subarray(0, 6), part]))
    if (!sound) return undefined
    const heard = sound.subarray((from - first) * samples)
    for (const [n, value] of heard.entries()) wav.writeInt16LE(value, 44 + (from * samples + n) * 2)
    // Others have their turn between.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return wav
}

/** RFC 4867 §5.3: where each whole frame begins, and where the last one ends. */
function startsOf(bytes: Uint8Array, sizes: readonly number[]): number[] {
  const starts = [6]
  for (let at = 6; at < bytes.length; ) {
    at += 1 + (sizes[(bytes[at]! >> 3) & 0x0f] ?? 0)
    if (at > bytes.length || starts.length > longest + 1) break
    starts.push(at)
  }
  return starts
}

/** RIFF: one channel, 16 bits a sample. */
function writeHead(wav: Buffer): void {
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(wav.length - 44, 40)
}
