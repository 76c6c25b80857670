import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { DangerKind } from '../../../src/domain/danger.ts'
import { createUnderstand } from '../../../src/insight/understand.ts'
import { catalog, lexicon } from '../../support/insight.ts'

type Sentence = { says: string; danger?: readonly DangerKind[]; doubt?: true }

const understand = createUnderstand(lexicon, catalog)
const sentences = (name: string) =>
  parse(readFileSync(`test/fixtures/danger/${name}.yaml`, 'utf8')) as readonly Sentence[]

/** Dangers nothing was heard of, dangers taken for another kind, and alarms where nobody is in danger. */
function measured(table: readonly Sentence[]) {
  const dangers = table.filter(({ danger }) => danger)
  const harmless = table.filter(({ danger }) => !danger)
  const heard = ({ says }: Sentence) => understand(says).danger
  return {
    dangers: dangers.length,
    harmless: harmless.length,
    missed: dangers.filter((one) => !heard(one)),
    mistaken: dangers.filter((one) => heard(one) && !one.danger!.includes(heard(one)!.kind)),
    onlyAsked: dangers.filter((one) => heard(one)?.sure === false && !one.doubt),
    falseAlarms: harmless.filter(heard),
  }
}

describe.each(['tuned', 'held-out'])('danger in the sentences that are %s', (name) => {
  const found = measured(sentences(name))
  const rate = found.falseAlarms.length / found.harmless

  it('misses none, and raises hardly a false alarm', () => {
    process.stdout.write(
      `danger, ${name}: ${found.missed.length} of ${found.dangers} missed, ${found.mistaken.length} taken for another kind, ` +
        `${found.onlyAsked.length} asked about; ${found.falseAlarms.length} of ${found.harmless} false alarms (${(rate * 100).toFixed(1)} %)\n`,
    )
    expect(found.missed).toEqual([])
    expect(found.mistaken.length / found.dangers).toBeLessThanOrEqual(name === 'tuned' ? 0 : 0.05)
    expect(rate).toBeLessThanOrEqual(0.03)
  })
})

it('names the rule and the words a danger was told by', () => {
  expect(understand('转人工，煤气漏了').danger).toEqual({
    kind: 'gas',
    sure: true,
    rule: 'S-gas',
    words: '煤气漏',
  })
})
