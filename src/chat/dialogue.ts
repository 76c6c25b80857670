/** What somebody hears in a dialogue. `who`: `li` a customer, `@wang` staff, `#service` a team's room. */
export type Heard = { who: string; text: string; buttons: readonly string[] }

/** One step of a dialogue, and what has to be heard because of it. */
export type Step = { line: number; source: string; heard: Heard[] } & (
  | { kind: 'say'; who: string; room?: string; text: string; burst?: true; answers?: true }
  | { kind: 'press'; who: string; room?: string; label: string }
  | { kind: 'photo'; who: string; file: string; text?: string }
  | { kind: 'pass'; duration: string }
  | { kind: 'pass to'; time: string }
  | { kind: 'restart' }
  | { kind: 'enrol'; id: string; role: string; team?: string; name?: string }
)

/** `on`: where its customers talk, the terminal or the web page. */
export type Dialogue = {
  title: string
  at: string
  on: 'terminal' | 'web'
  steps: Step[]
  head: string[]
}

/** A dialogue file that cannot be read: says which line, and what a line may look like. */
export class DialogueError extends Error {
  override name = 'DialogueError'
}

const patterns = {
  heard: /^([@#]?[\p{L}\p{N}_.-]+)<\s?(.*)$/u,
  said: /^(@?[\p{L}\p{N}_.-]+)(?:#([\w-]+))?(:\+(?=\s)|[:*!^])\s?(.*)$/u,
  more: /^\s+\|\s?(.*)$/,
  buttons: /^\s+\[(.*)\]\s*$/,
  pass: /^\((?:to\s+(\S+)|restart|([\d.smhdw ]+))\)$/,
  enrol: /^enrol\s+(\S+)\s+(\S+)(?:\s+([\w-]+))?(?:\s+(.+))?$/,
} as const

/**
 * Reads a dialogue. `at TIME` says when it begins, `on web` that its customers talk on the web page. `li: …` says, `li:+ …` says and goes on at once, `li* …` presses the button of that label,
 * `li! FILE …` shows a picture, with words or without; `@wang#service: …` is staff in a team's room, `@wang^ …`
 * answers the last message heard there; `\u{7}` in what is said is that character; `(2h)`, `(to TIME)`, `(restart)`; `li< …` must be heard next by that person, with further
 * lines as `  | …` and buttons as `  [a] [b]`. Throws `DialogueError`.
 */
export function readDialogue(source: string): Dialogue {
  const lines = source.split('\n')
  const dialogue: Dialogue = {
    title: '',
    at: '2026-11-23T10:00:00+08:00',
    on: 'terminal',
    steps: [],
    head: [],
  }
  for (const [i, raw] of lines.entries()) {
    const text = raw.trimEnd()
    if (!text) continue
    if (text.startsWith('# ') || text.startsWith('at ') || text === 'on web') {
      readHead(dialogue, text)
      continue
    }
    if (!readLine(dialogue.steps, text, i + 1)) {
      throw new DialogueError(`line ${i + 1}: "${text}" is no line of a dialogue`)
    }
  }
  return dialogue
}

function readHead(dialogue: Dialogue, text: string): void {
  dialogue.head.push(text)
  if (text === 'on web') dialogue.on = 'web'
  else if (text.startsWith('at ')) dialogue.at = text.slice(3).trim()
  else dialogue.title ||= text.slice(2).trim()
}

function readLine(steps: Step[], text: string, line: number): boolean {
  const last = steps.at(-1)
  const heard = last?.heard.at(-1)
  const more = patterns.more.exec(text)
  if (more)
    return heard ? Boolean(Object.assign(heard, { text: `${heard.text}\n${more[1]}` })) : false
  const buttons = patterns.buttons.exec(text)
  if (buttons)
    return heard ? Boolean(Object.assign(heard, { buttons: buttons[1]!.split('] [') })) : false
  const hears = patterns.heard.exec(text)
  if (hears) {
    last?.heard.push({ who: hears[1]!, text: hears[2]!, buttons: [] })
    return last !== undefined
  }
  const step = readStep(text)
  if (!step) return false
  steps.push({ ...step, line, source: text, heard: [] } as unknown as Step)
  return true
}

function readStep(text: string): object | undefined {
  const pass = patterns.pass.exec(text)
  if (pass) {
    if (pass[1]) return { kind: 'pass to', time: pass[1] }
    return pass[2] ? { kind: 'pass', duration: pass[2] } : { kind: 'restart' }
  }
  const enrol = patterns.enrol.exec(text)
  if (enrol) {
    const [, id, role, team, name] = enrol
    return { kind: 'enrol', id, role, ...(team ? { team } : {}), ...(name ? { name } : {}) }
  }
  const said = patterns.said.exec(text)
  if (!said) return undefined
  const [, who, room, sign, words] = said
  const where = { who, ...(room ? { room } : {}) }
  if (sign === '!') {
    const [file, ...more] = words!.split(' ')
    return { kind: 'photo', ...where, file, ...(more.length ? { text: more.join(' ') } : {}) }
  }
  if (sign === '*') return { kind: 'press', ...where, label: words }
  const how = sign === ':+' ? { burst: true } : sign === '^' ? { answers: true } : {}
  return { kind: 'say', ...where, text: unescaped(words!), ...how }
}

function unescaped(words: string): string {
  return words.replace(/\\u\{([\da-f]{1,6})\}/gi, (_, code) =>
    String.fromCodePoint(parseInt(code, 16)),
  )
}

/** What was heard, as a dialogue file writes it. */
export function writeHeard({ who, text, buttons }: Heard): string {
  const [first, ...rest] = text.split('\n')
  const lines = [`${who}< ${first}`, ...rest.map((more) => `  | ${more}`)]
  if (buttons.length) lines.push(`  ${buttons.map((label) => `[${label}]`).join(' ')}`)
  return lines.join('\n')
}

/** The dialogue with what was heard this time in the place of what was expected. */
export function rewrite(dialogue: Dialogue, heard: readonly (readonly Heard[])[]): string {
  const blocks = dialogue.steps.map((step, i) =>
    [step.source, ...(heard[i] ?? []).map(writeHeard)].join('\n'),
  )
  const apart = blocks.map((block, i) => {
    const together = dialogue.steps[i]?.kind === 'enrol' && dialogue.steps[i + 1]?.kind === 'enrol'
    return together ? block : `${block}\n`
  })
  return `${dialogue.head.join('\n')}\n\n${apart.join('\n')}`
}
