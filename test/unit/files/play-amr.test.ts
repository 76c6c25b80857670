import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { audioSeconds, audioType } from '../../../src/files/audio.ts'
import { playable } from '../../../src/files/play-amr.ts'

const voices = join(import.meta.dirname, '../../fixtures/voices')
/** One second of 440 Hz, one of 880 Hz, one of silence. */
const tones = new Uint8Array(readFileSync(join(voices, 'tones.amr')))
let ids = 0
const amr = (bytes: Uint8Array) => ({
  id: `f${++ids}`,
  name: 'voice.amr',
  type: 'audio/amr',
  size: bytes.length,
  bytes,
})

function samplesOf(wav: Uint8Array): Int16Array {
  return new Int16Array(new Uint8Array(wav).slice(44).buffer)
}

/** By how often the sound crosses zero between two moments (seconds). */
function hertz(wav: Uint8Array, from: number, to: number): number {
  const part = samplesOf(wav).subarray(from * 8000, to * 8000)
  const crossings = part.filter((value, n) => n > 0 && part[n - 1]! < 0 !== value < 0)
  return crossings.length / 2 / (to - from)
}

it('a recording in AMR is heard as it was spoken', async () => {
  const sent = amr(tones)
  const { bytes, type, name } = await playable(sent)
  expect([type, name, audioType(bytes), audioSeconds(bytes, 'audio/wav')]).toEqual([
    'audio/wav',
    'voice.wav',
    'audio/wav',
    3,
  ])
  expect(hertz(bytes, 0.2, 0.9)).toBeCloseTo(440, -1)
  expect(hertz(bytes, 1.2, 1.9)).toBeCloseTo(880, -1)
  expect(Math.max(...samplesOf(bytes).subarray(2.2 * 8000))).toBeLessThan(50)
  expect(sent.bytes).toBe(tones)
})

it('a long one has no seams where it was decoded piece by piece', async () => {
  const second = tones.subarray(6, 6 + 40 * 32)
  const long = Buffer.concat([tones.subarray(0, 6), ...Array.from({ length: 25 }, () => second)])
  const { bytes } = await playable(amr(long))
  const sound = samplesOf(bytes)
  expect(sound.length).toBe(25 * 40 * 160)
  // A piece ends after 250 frames: there it goes on as everywhere.
  const jumps = (at: number) =>
    Math.max(
      ...sound
        .subarray(at - 400, at + 400)
        .map((value, n, all) => Math.abs(value - (all[n - 1] ?? value))),
    )
  expect(jumps(250 * 160)).toBeLessThan(jumps(170 * 160 + 400) * 1.5)
})

it.each([
  ['a picture', { ...amr(tones), type: 'image/jpeg' }],
  ['a recording of another kind', { ...amr(tones), type: 'audio/ogg' }],
  ['wide band', amr(Buffer.from('#!AMR-WB\n\x04\x04\x04', 'latin1'))],
  [
    'a longer one than phones send',
    amr(Buffer.concat([tones.subarray(0, 6), Buffer.alloc(6001, 0x7c)])),
  ],
  ['an empty one', amr(tones.subarray(0, 6))],
])('%s stays as it is', async (_, file) => {
  expect(await playable(file)).toBe(file)
})

it('one that is broken off, or no sound at all, is given as far as it goes', async () => {
  const broken = await playable(amr(tones.subarray(0, 1000)))
  expect(broken.type).toBe('audio/wav')
  const noise = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * 37) & 255))
  const { bytes } = await playable(amr(Buffer.concat([tones.subarray(0, 6), noise])))
  expect(audioType(bytes)).toBe('audio/wav')
})
