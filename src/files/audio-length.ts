/** The lengths of recordings in seconds, read from their own headers. A file that ends too early throws `RangeError`. */

/** RIFF: the bytes of sound by the bytes a second. */
export function wavSeconds(bytes: Uint8Array): number | undefined {
  const view = viewOf(bytes)
  for (let at = 12, rate = 0; at + 8 <= bytes.length; ) {
    const name = view.getUint32(at)
    const size = view.getUint32(at + 4, true)
    if (name === tag('fmt ')) rate = view.getUint32(at + 16, true)
    if (name === tag('data')) return Math.min(size, bytes.length - at - 8) / rate
    at += 8 + size + (size % 2)
  }
  return undefined
}

/** RFC 4867: after the first line, frames of 20 ms whose first byte tells how long they are. */
export function amrSeconds(bytes: Uint8Array): number {
  const wide = bytes[5] === 0x2d
  const sizes = wide ? [18, 24, 33, 37, 41, 47, 51, 59, 61, 6] : [13, 14, 16, 18, 20, 21, 27, 32, 6]
  let frames = 0
  for (let at = wide ? 9 : 6; at < bytes.length; frames++) {
    at += sizes[(bytes[at]! >> 3) & 0x0f] ?? 1
  }
  return frames * 0.02
}

/** RFC 3533: where the last page ends, in samples; Opus always counts 48000 a second. */
export function oggSeconds(bytes: Uint8Array): number | undefined {
  const view = viewOf(bytes)
  const last = lastIndexOf(bytes, 'OggS')
  const head = 28
  const samples = Number(view.getBigUint64(last + 6, true))
  if (view.getUint32(head) === tag('Opus')) {
    return (samples - view.getUint16(head + 10, true)) / 48_000
  }
  return view.getUint32(head + 1) === tag('vorb')
    ? samples / view.getUint32(head + 12, true)
    : undefined
}

/** ISO 14496-12: the movie header's length in its own units. */
export function mp4Seconds(bytes: Uint8Array): number | undefined {
  const view = viewOf(bytes)
  const at = lastIndexOf(bytes, 'mvhd')
  if (at < 0) return undefined
  const long = bytes[at + 4] === 1
  const scale = view.getUint32(at + (long ? 24 : 16))
  return (long ? Number(view.getBigUint64(at + 28)) : view.getUint32(at + 20)) / scale
}

const kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const kilobitsLow = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** MPEG layer 3: by the bit rate of its first frame; what varies is only about right. */
export function mp3Seconds(bytes: Uint8Array): number | undefined {
  let at = 0
  if (tag('ID3\0') >>> 8 === viewOf(bytes).getUint32(0) >>> 8) {
    at = 10 + [6, 7, 8, 9].reduce((size, i) => (size << 7) | (bytes[i]! & 0x7f), 0)
  }
  while (at < bytes.length - 4 && (bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0)) at++
  const first = (bytes[at + 1]! >> 3) & 3
  const rate = (first === 3 ? kilobits : kilobitsLow)[bytes[at + 2]! >> 4]
  return rate ? ((bytes.length - at) * 8) / (rate * 1000) : undefined
}

function tag(name: string): number {
  return Buffer.from(name, 'latin1').readUInt32BE(0)
}

function lastIndexOf(bytes: Uint8Array, name: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(
    name,
    undefined,
    'latin1',
  )
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
