import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDialogue } from '../../../src/chat/dialogue.ts'
import { play } from '../../../src/chat/play.ts'
import { type Block, blocksOf, readPage } from '../../support/documents.ts'
import { ProjectCopy } from '../../support/project-copy.ts'

type TerminalDesk = typeof import('../../../src/chat/terminal-desk.ts')
type Opening = Parameters<typeof play>[1]['open']

const page = 'docs/extending.md'
const blocks = blocksOf(page)
const examples = readPage(page)
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    title: section.split('\n')[0]!,
    parts: blocks.filter(({ text }) => section.includes(text)),
  }))
const isDialogue = ({ language }: Block) => language === 'dialogue'

let copy: ProjectCopy
beforeAll(async () => {
  copy = await ProjectCopy.make()
  for (const block of blocks) if (!isDialogue(block)) copy.apply(block)
}, 60_000)
afterAll(() => copy[Symbol.asyncDispose]())

describe.each(examples)('$title', ({ parts }) => {
  it('takes less than forty lines', () => {
    const lines = parts
      .filter((part) => !isDialogue(part))
      .flatMap(({ text }) => text.trim().split('\n'))
    const written = lines.filter(
      (line) => !/^(?:# |\/\/ )(?:src|flows)\//.test(line) && line !== '',
    )
    expect(written.length).toBeLessThan(40)
  })

  it('works as its dialogue says', async () => {
    const dialogue = readDialogue(parts.find(isDialogue)!.text)
    const { openTerminalDesk } = (await copy.module('src/chat/terminal-desk.ts')) as TerminalDesk
    const folder = await mkdtemp(join(tmpdir(), 'redress-extended-'))
    const open: Opening = (clock) => (deliver) => openTerminalDesk({ folder, clock, deliver })
    try {
      const heard = await play(dialogue, { restartAlways: false, pictures: folder, open })
      for (const [i, step] of dialogue.steps.entries()) {
        expect(heard[i], step.source).toEqual(expect.arrayContaining(step.heard))
      }
      expect(dialogue.steps.flatMap((step) => step.heard).length).toBeGreaterThan(0)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

it('the compiler finds nothing wrong in what the examples change', () => {
  expect(copy.faults()).toEqual([])
})
