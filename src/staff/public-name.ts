const han = /^\p{Script=Han}+$/u
/** Surnames of two characters, so that 欧阳 does not become 欧. */
const doubleSurnames =
  '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 东方 東方'

/** What a customer may call a colleague: never the full name. `王小明` → `小王`, `Wang Xiaoming` → `Wang`. */
export function publicNameOf(name: string): string {
  const trimmed = name.trim()
  if (!han.test(trimmed)) return trimmed.split(/\s+/)[0] ?? trimmed
  if (trimmed.length < 2) return trimmed
  const surname = doubleSurnames.split(' ').find((double) => trimmed.startsWith(double))
  return surname ?? `小${[...trimmed][0]}`
}
