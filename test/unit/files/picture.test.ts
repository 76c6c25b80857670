import { expect, test } from 'vitest'
import { endingOf, pictureType } from '../../../src/files/picture.ts'
import { png } from '../../support/pictures.ts'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) =>
        typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
      ),
    ),
  )

test.each([
  ['a PNG', png(), 'image/png'],
  ['a PNG that breaks off', png(64, 64).slice(0, 60), 'unreadable'],
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0], 'data', [0xff, 0xd9]), 'image/jpeg'],
  ['a JPEG that breaks off', bytes([0xff, 0xd8, 0xff, 0xe0], 'data'), 'unreadable'],
  ['a WebP', bytes('RIFF', [8, 0, 0, 0], 'WEBPdata'), 'image/webp'],
  ['a WebP that breaks off', bytes('RIFF', [99, 0, 0, 0], 'WEBPdata'), 'unreadable'],
  ['a HEIC', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mdat'), 'image/heic'],
  ['an MP4', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 0], 'mdat'), undefined],
  ['a GIF', bytes('GIF89a'), undefined],
  ['an SVG with a script', bytes('<svg onload="alert(1)">'), undefined],
  ['a page', bytes('<!doctype html>'), undefined],
  ['nothing', new Uint8Array(), 'unreadable'],
  ['three bytes', bytes([0xff, 0xd8, 0xff]), 'unreadable'],
])('knows %s by its bytes', (_, given, type) => {
  expect(pictureType(given)).toBe(type)
})

test('names a photo by what it is', () => {
  expect([endingOf('image/jpeg'), endingOf('image/heic')]).toEqual(['jpg', 'heic'])
})
