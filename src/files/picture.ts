/** What a picture is by its own bytes, whatever its name says. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic'

/** The type of a whole picture; `unreadable` when it is broken off, `undefined` when it is no picture we take. */
export function pictureType(bytes: Uint8Array): PictureType | 'unreadable' | undefined {
  if (bytes.length === 0) return 'unreadable'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return whole(hasPair(bytes, 0xff, 0xd9), 'image/jpeg')
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    return whole(ascii(bytes, 12, 16) === 'IHDR' && ascii(bytes).includes('IEND'), 'image/png')
  }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') {
    return whole(viewOf(bytes).getUint32(4, true) + 8 <= bytes.length, 'image/webp')
  }
  if (ascii(bytes, 4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1)/.test(ascii(bytes, 8, 12))) {
    return whole(ascii(bytes).includes('mdat'), 'image/heic')
  }
  return undefined
}

/** The file name ending that belongs to a picture's type. */
export function endingOf(type: PictureType): string {
  return type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length)
}

function whole(is: boolean, type: PictureType): PictureType | 'unreadable' {
  return is ? type : 'unreadable'
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}

function hasPair(bytes: Uint8Array, first: number, second: number): boolean {
  for (let i = bytes.length - 2; i >= 0; i--) {
    if (bytes[i] === first && bytes[i + 1] === second) return true
  }
  return false
}

function ascii(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
