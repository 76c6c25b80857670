import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audioSeconds, audioType } from '../../../src/files/audio.ts'

const bytesOf = (name: string) => new Uint8Array(readFileSync(`test/fixtures/voices/${name}`))
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('a recording', () => {
  it.each([
    ['lost-parcel.amr', 'audio/amr', 5],
    ['short.wav', 'audio/wav', 2],
  ] as const)('%s is known by its bytes, with its length', (name, type, seconds) => {
    const bytes = bytesOf(name)
    expect(audioType(bytes)).toBe(type)
    expect(audioSeconds(bytes, type)).toBe(seconds)
  })

  it('tells its length in Ogg by the last page, without the samples Opus skips', () => {
    const bytes = Buffer.alloc(100)
    bytes.write('OggS', 0, 'latin1')
    bytes.write('OpusHead', 28, 'latin1')
    bytes.writeUInt16LE(312, 38)
    bytes.write('OggS', 60, 'latin1')
    bytes.writeBigUInt64LE(BigInt(7 * 48_000 + 312), 66)
    expect(audioType(bytes)).toBe('audio/ogg')
    expect(audioSeconds(bytes, 'audio/ogg')).toBe(7)
  })

  it('tells its length in MP4 by the movie header', () => {
    const bytes = Buffer.alloc(80)
    bytes.write('ftypM4A ', 4, 'latin1')
    bytes.write('mvhd', 20, 'latin1')
    bytes.writeUInt32BE(1_000, 36)
    bytes.writeUInt32BE(12_400, 40)
    bytes.write('soun', 60, 'latin1')
    expect(audioType(bytes)).toBe('audio/mp4')
    expect(audioSeconds(bytes, 'audio/mp4')).toBe(12)
  })

  it('that is broken off is kept, its length unknown', () => {
    expect(audioType(latin('OggS'))).toBe('audio/ogg')
    expect(audioSeconds(latin('OggS'), 'audio/ogg')).toBeUndefined()
  })

  it.each([
    ['a film', '\0\0\0\x18ftypisom\0\0vide soun'],
    ['a page', '<html>'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(audioType(latin(text))).toBeUndefined()
  })
})
