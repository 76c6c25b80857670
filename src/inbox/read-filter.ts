import { type Calendar, startOfDay } from '../domain/calendar.ts'
import type { Catalog } from '../domain/catalog.ts'
import type { Person } from '../domain/person.ts'
import type { Organisation } from '../domain/policy.ts'
import { endedStates, type Level } from '../domain/ticket.ts'
import type { Wording } from '../domain/wording.ts'
import { startOf } from '../reports/period.ts'
import type { TicketFilter } from '../store/port.ts'
import { foldCommand } from './command-fold.ts'
import { namesOf, takeWord, vocabulary } from './command-words.ts'
import { departmentWords } from './commands/department.ts'
import { periodWords, stateWords } from './commands/vocabulary.ts'

const plainFilters = vocabulary<
  'open' | 'all' | 'mine' | 'overdue' | 'nobody' | 'major' | 'unconfirmed'
>({
  open: 'open 未结 待办 未完成 进行中 处理中',
  all: 'all everything 全部 所有',
  mine: 'mine my me 我的 本人',
  overdue: 'overdue late 逾期 超时 超期 过期',
  nobody: 'nobody unassigned free 无人 没人接 无主 未分配 待领',
  major: 'major grave serious 重大 严重',
  unconfirmed: 'unconfirmed 未确认 待确认',
})
const levelForm = /^(?:level\s*|l|>=?\s*)?([1-5])(?:级)?(?:\+|以上)?(?![\d-])/
const pageForm = /^(?:p(\d{1,3})|第(\d{1,3})页)(?!\d)/

export type ReadFilter = { filter: TicketFilter; page: number; names: readonly Wording[] }

type Context = {
  person: Person
  now: number
  calendar: Calendar
  catalog: Catalog
  organisation: Organisation
}
type Step = { change: TicketFilter; name?: Wording; page?: number; rest: string }

/**
 * Reads what a list is asked for, in any order and language: `mine overdue`, `3级以上 质量`, `at department today`. `names`
 * are the filters as the reader is told them. Answers the word it does not know.
 */
export function readFilter(args: string, context: Context): ReadFilter | { unknown: string } {
  let filter: TicketFilter = {}
  let page = 1
  const names: Wording[] = []
  let rest = args.trim()
  while (rest !== '') {
    const step = readStep(rest, context)
    if (!step) return { unknown: rest.split(/\s+/)[0]! }
    filter = { ...filter, ...step.change }
    page = step.page ?? page
    if (step.name) names.push(step.name)
    rest = step.rest
  }
  if (filter.states === undefined && filter.open === undefined && filter.openedFrom === undefined) {
    filter = { ...filter, open: true }
    names.push({ key: 'desk.filter.open' })
  }
  return { filter: everything(filter), page, names }
}

/** `all` was asked for: no word about open or ended. */
function everything({ open, ...others }: TicketFilter): TicketFilter {
  return open === undefined || open ? { ...others, ...(open && { open }) } : others
}

/** Of all that the words may begin with, the longest: `late handling` is a category, `late` is not. */
function readStep(text: string, context: Context): Step | undefined {
  const steps = [
    readPlain(text, context),
    readState(text),
    readPeriod(text, context),
    readLevel(text),
    readCategory(text, context),
    readDepartment(text, context),
    readPage(text),
  ]
  return steps
    .filter((step) => step !== undefined)
    .reduce<Step | undefined>(
      (best, step) => (best && best.rest.length <= step.rest.length ? best : step),
      undefined,
    )
}

function readPlain(text: string, { person, now }: Context): Step | undefined {
  const word = takeWord(text, plainFilters)
  if (!word) return undefined
  const changes: Record<typeof word.value, TicketFilter> = {
    open: { open: true },
    all: { open: false },
    mine: { owner: person.id, open: true },
    overdue: { dueBefore: now, open: true },
    nobody: { owner: null, open: true },
    major: { levelAtLeast: 3 },
    unconfirmed: { unconfirmed: true, open: true },
  }
  return {
    change: changes[word.value],
    name: { key: `desk.filter.${word.value}` },
    rest: word.rest,
  }
}

function readState(text: string): Step | undefined {
  const word = takeWord(text, stateWords)
  if (!word) return undefined
  const ended = endedStates.includes(word.value)
  return {
    change: { states: [word.value], ...(ended ? {} : { open: true }) },
    name: { key: `state.${word.value}` },
    rest: word.rest,
  }
}

function readPeriod(text: string, { calendar, now }: Context): Step | undefined {
  const word = takeWord(text, periodWords)
  if (!word) return undefined
  const from =
    word.value === 'today' ? startOfDay(calendar, now) : startOf(word.value, calendar, now)
  return {
    change: { openedFrom: from },
    name: { key: `desk.filter.${word.value}` },
    rest: word.rest,
  }
}

function readLevel(text: string): Step | undefined {
  const match = levelForm.exec(foldCommand(text))
  if (!match) return undefined
  const n = Number(match[1]) as Level
  return {
    change: { levelAtLeast: n },
    name: { key: 'desk.filter.level', values: { n } },
    rest: text.slice(match[0].length).trim(),
  }
}

function readCategory(text: string, { catalog }: Context): Step | undefined {
  const names = catalog.categories.flatMap(({ id, name }) =>
    [id, ...Object.values(name)].map((said) => ({ name: said, value: id })),
  )
  const word = takeWord(text, namesOf(names))
  if (!word) return undefined
  const { value: category, rest } = word
  return { change: { category }, name: { key: `category.${category}` }, rest }
}

function readDepartment(text: string, { organisation }: Context): Step | undefined {
  const word = takeWord(text, departmentWords(organisation))
  if (!word) return undefined
  const { value: department, rest } = word
  return { change: { department }, name: { key: `department.${department}` }, rest }
}

function readPage(text: string): Step | undefined {
  const match = pageForm.exec(foldCommand(text))
  if (!match) return undefined
  const page = Math.max(1, Number(match[1] ?? match[2]))
  return { change: {}, page, rest: text.slice(match[0].length).trim() }
}
