import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Dialogue, readDialogue, type Step } from '../../src/chat/dialogue.ts'
import { policyFile } from '../../src/settings/policy-file.ts'
import { readYaml } from '../../src/settings/read-yaml.ts'
import { gapsOf } from '../../src/texts/template.ts'
import { allSentences, catalogSentences, type Sentence } from '../support/wordings.ts'

const folder = import.meta.dirname
const files = readdirSync(folder).filter((name) => name.endsWith('.dialogue'))
const { questions, questionsInNeed } = readYaml('config/policy.yaml', policyFile).interview

/** What the bot itself said to one customer, in order; words of staff that it handed on are not its own. */
type Said = { step: Step; text: string }

function saidTo(dialogue: Dialogue): Map<string, Said[]> {
  const all = new Map<string, Said[]>()
  for (const step of dialogue.steps) {
    const relayed = 'who' in step && step.who.startsWith('@') ? step.source : undefined
    for (const { who, text } of step.heard) {
      if (/^[@#]/.test(who) || relayed?.includes(unnamed(text)) || !isTalk(text)) continue
      all.set(who, [...(all.get(who) ?? []), { step, text }])
    }
  }
  return all
}

/** The first line of a person's words, without the name that is put before them. */
function unnamed(text: string): string {
  return text.split('\n')[0]!.replace(/^[^：:]{1,20}(?:：|: )/, '')
}

const conversation = allSentences().filter(({ key }) =>
  /^conversation\.(?!staff\.|summary\.line|person\.(line|file|withPost))/.test(key),
)
const questionsAndAnswers = catalogSentences().filter(({ key }) => /^(question|answer)\./.test(key))
const asks = [
  ...conversation.filter(({ key }) => /^conversation\.ask\.(?!confirm|change|fact)/.test(key)),
  ...questionsAndAnswers.filter(({ key }) => key.startsWith('question.')),
]

/** What pairs a stranger with the desk is said in his chat too, but is no talk with a customer. */
function isTalk(text: string): boolean {
  const wordings = [...conversation, ...questionsAndAnswers]
  return wordings.some((wording) => wording.text.length >= 8 && found(text, wording))
}

/** A wording with its gaps open, as a part of a message. */
function found(text: string, { text: wording }: Sentence): boolean {
  const parts = wording.split(/\{\{\s*\w+\s*\}\}/)
  const pattern = parts
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\s\\S]*?')
  return gapsOf(wording).length
    ? new RegExp(`^${pattern}$`, 'm').test(text)
    : text.includes(wording)
}

function says(text: string, keys: RegExp): boolean {
  return conversation.some((sentence) => keys.test(sentence.key) && found(text, sentence))
}

const summary = /^conversation\.summary\.text$/
/** Messages that may be longer: they list, or they end a case with all that has to be told then. */
const longer =
  /^conversation\.(summary\.text|opened\.number|safety\.|offers\.(proposal|reminder)|refused\.|thanks\.|closed\.)/

/** What the first answer adds: who answers, the way to a person, when one reads it, the privacy notice. */
const introduction = conversation.filter(({ key }) => key.startsWith('conversation.intro.'))

/** The lines that are the bot's own: not what the customer is quoted with, nor an offer's text. */
function ownWords(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^(·|\d+\. )/.test(line) && !isIntroduction(line))
    .join('\n')
}

function isIntroduction(line: string): boolean {
  return introduction.some((wording) => found(line, wording))
}

function sentencesOf(text: string): string[] {
  return ownWords(text)
    .split(/[。？！!?\n]+|\.(?=\s|$)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** Which questions come before each summary. */
function interviews(said: readonly Said[]): { asked: Set<string>; inNeed: boolean }[] {
  const all = [{ asked: new Set<string>(), inNeed: false }]
  for (const { text } of said) {
    const now = all.at(-1)!
    for (const ask of asks) if (found(text, ask)) now.asked.add(askedAs(ask.key))
    if (says(text, /^conversation\.soothe\.(hurt|furious)$/)) now.inNeed ||= now.asked.size <= 1
    if (says(text, /^conversation\.(summary\.text|opened\.number|draft\.dropped|startOver)$/)) {
      all.push({ asked: new Set(), inNeed: false })
    }
  }
  return all
}

/** Categories share wordings of a question ("the order number"); it is one question all the same. */
function askedAs(key: string): string {
  return key.startsWith('question.') ? `question.${key.split('.').at(-1)}` : key
}

describe.each(files)('%s', (file) => {
  const people = [...saidTo(readDialogue(readFileSync(join(folder, file), 'utf8')))]

  it('says no sentence twice to anybody', () => {
    for (const [who, said] of people) {
      const sentences = said.flatMap(({ text }) => sentencesOf(text)).filter((s) => s.length >= 6)
      const twice = sentences.filter((sentence, i) => sentences.indexOf(sentence) < i)
      expect(twice, who).toEqual([])
    }
  })

  it('asks one thing at a time, in two sentences at most', () => {
    for (const [, said] of people) {
      for (const { text } of said) {
        expect(ownWords(text).match(/[？?]/g)?.length ?? 0, text).toBeLessThanOrEqual(1)
        if (!says(text, longer)) expect(sentencesOf(text).length, text).toBeLessThanOrEqual(2)
      }
    }
  })

  it('says once, in the first answer, that it is automatic and where the privacy notice is', () => {
    for (const [who, said] of people) {
      // What to do in danger stands alone; the talk that follows is introduced.
      const talk = said.filter(
        ({ text }) =>
          !says(text, /^conversation\.safety\.(?!calm)/) || says(text, /^conversation\.intro/),
      )
      const lines = talk.map(({ text }) => text.split('\n').filter(isIntroduction).length)
      if (talk.length < said.length && !lines.some(Boolean)) continue
      expect(lines[0], who).toBeGreaterThanOrEqual(2)
      expect(lines[0], who).toBeLessThanOrEqual(3)
      expect(lines.slice(1).filter(Boolean), who).toEqual([])
    }
  })

  it('asks few questions before the summary, fewer of somebody in need', () => {
    for (const [who, said] of people) {
      for (const { asked, inNeed } of interviews(said)) {
        const most = (inNeed ? questionsInNeed : questions).value
        expect(asked.size, `${who}: ${[...asked].join(', ')}`).toBeLessThanOrEqual(most)
      }
    }
  })
})

it('knows a summary and a number by their wordings', () => {
  const text = readFileSync(join(folder, 'cooker.dialogue'), 'utf8')
  const said = saidTo(readDialogue(text)).get('li')!
  expect(said.filter((each) => says(each.text, summary))).toHaveLength(1)
  expect(interviews(said)[0]!.asked.size).toBeGreaterThan(3)
})

describe('the wordings', () => {
  it('have no sentence under two keys that can meet in one conversation', () => {
    const own = conversation.filter(({ key }) => !/\.(choices|slots|stages|scores)\b/.test(key))
    const places = new Map<string, Set<string>>()
    for (const { locale, key, text } of [...own, ...questionsAndAnswers]) {
      for (const sentence of sentencesOf(text)) {
        if (sentence.length < 6 || sentence.includes('{{')) continue
        const place = `${locale}: ${sentence}`
        places.set(place, (places.get(place) ?? new Set()).add(key))
      }
    }
    const shared = [...places].filter(([, keys]) => canMeet([...keys]))
    expect(shared.map(([sentence, keys]) => `${sentence} (${[...keys].join(', ')})`)).toEqual([])
  })

  it('begin a question of each category in their own way', () => {
    const first = catalogSentences().filter(({ key, n }) => n === 0 && key.startsWith('question.'))
    const texts = first.map(({ locale, text }) => `${locale}: ${text}`)
    expect(texts.filter((text, i) => texts.indexOf(text) < i)).toEqual([])
  })
})

/** A complaint has one category, so questions of two categories never meet; all else may. */
function canMeet(keys: readonly string[]): boolean {
  const categories = keys.map((key) =>
    key.startsWith('question.') ? key.split('.')[1] : undefined,
  )
  return categories.some((category, i) => {
    return (
      i > 0 && (category === undefined || categories.slice(0, i).some((c) => !c || c === category))
    )
  })
}
