import { audioEnding, audioSeconds, audioType } from './audio.ts'
import { endingOf, pictureType } from './picture.ts'

/** What bytes are: the name and type they are kept under, and how long a recording lasts. */
export type Described = { name: string; type: string; seconds?: number }

/**
 * What the bytes are, whatever their sender calls them; `unreadable` for a picture that is broken off, undefined for what
 * is neither picture nor recording. A sender's own file name may hold anything, and says nothing the desk needs.
 */
export function describeFile(bytes: Uint8Array): Described | 'unreadable' | undefined {
  const picture = pictureType(bytes)
  if (picture === 'unreadable') return picture
  if (picture) return { name: `photo.${endingOf(picture)}`, type: picture }
  const audio = audioType(bytes)
  if (!audio) return undefined
  const seconds = audioSeconds(bytes, audio)
  const name = `voice.${audioEnding(audio)}`
  return { name, type: audio, ...(seconds === undefined ? {} : { seconds }) }
}
