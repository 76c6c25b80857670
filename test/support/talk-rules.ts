import type { Catalog, Category, Question } from '../../src/domain/catalog.ts'
import { dangerKinds } from '../../src/domain/danger.ts'
import { policyFile } from '../../src/settings/policy-file.ts'
import { readYaml } from '../../src/settings/read-yaml.ts'

const every = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const ways = (text: string) => ({ 'zh-CN': [text], 'zh-TW': [text], en: [text] })

function question(id: string, slot: string, options?: readonly string[]): Question {
  return {
    id,
    slot,
    ask: ways(`${id}?`),
    label: every(id),
    ...(options
      ? { options: options.map((o) => ({ id: o, label: every(o.toUpperCase()), words: [o] })) }
      : {}),
  }
}

function category(id: string, parts: Partial<Category>): Category {
  return {
    id,
    name: every(id),
    level: 2,
    levelRule: `level.${id}`,
    department: 'service',
    open: [],
    closed: [],
    ...parts,
  }
}

/** A small catalog in which every kind of question stands once or twice. */
export const catalog: Catalog = {
  categories: [
    category('delivery', {
      open: [question('course', 'course')],
      closed: [
        question('parcel', 'parcel', ['missing', 'damaged', 'late']),
        question('number', 'order'),
      ],
      need: { onlyIf: { question: 'parcel', options: ['missing'] } },
    }),
    category('quality', {
      open: [question('defect', 'defect'), question('use', 'used')],
      closed: [question('receipt', 'receipt', ['yes', 'no']), question('date', 'when')],
    }),
    category('injury', { level: 4, closed: [question('doctor', 'doctor', ['yes', 'no'])] }),
    category('other', {}),
  ],
  answers: [{ id: 'days', text: ways('Within five working days.') }],
  safety: {
    kinds: dangerKinds.map((kind) => ({ kind, level: 5, rule: `danger.${kind}` })),
    numbers: { fire: '119', police: '110', ambulance: '120', helpline: '12356', fraud: '96110' },
  },
}

/** The rules of a talk: that catalog, and the desk's own policy. */
export function talkRules() {
  const dayIn = (words: string) => (words.includes('周五') ? Date.UTC(2026, 10, 27) : undefined)
  return { catalog, policy: readYaml('config/policy.yaml', policyFile), dayIn }
}
