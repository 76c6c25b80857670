import { z } from 'zod'
import type { Organisation } from '../domain/policy.ts'
import { locales } from '../domain/wording.ts'
import { camelKeys } from './camel-keys.ts'
import { notAmong, shown, type Told } from './explain-issues.ts'
import { date, field, id, inEveryLanguage, timeOfDay, urlOrNone } from './fields.ts'

type Context = z.core.$RefinementCtx
type Path = (string | number)[]

const zone = field<string>((value) => {
  const told = { what: 'zone', values: { got: shown(value) } }
  if (typeof value !== 'string') return told
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return value
  } catch {
    return told
  }
})

const fileShape = z.strictObject({
  name: inEveryLanguage,
  zone,
  region: z.string().min(1),
  locale: z.enum(locales),
  hotline: z.string().min(1),
  privacy_notice: urlOrNone,
  working_time: z.strictObject({
    periods: z.array(z.strictObject({ from: timeOfDay, to: timeOfDay })).min(1),
    weekdays: z.array(z.int().min(1).max(7)).min(1),
  }),
  holidays: z.array(date),
  working_days: z.array(date),
  teams: z.array(z.strictObject({ id, name: inEveryLanguage })).min(1),
  departments: z.array(z.strictObject({ id, team: z.string(), name: inEveryLanguage })).min(1),
  circles: z.array(z.string()),
  medical_readers: inEveryLanguage,
  recourse: inEveryLanguage,
})
type FileShape = z.output<typeof fileShape>

/** `config/organisation.yaml`: every key is needed, no other is known; what it names stands in it. */
export const organisationFile: z.ZodType<Organisation> = fileShape
  .superRefine(checkPeriods)
  .superRefine(checkDays)
  .superRefine(checkTeams)
  .transform(camelKeys)

function checkPeriods({ working_time: { periods } }: FileShape, context: Context): void {
  for (const [i, { from, to }] of periods.entries()) {
    const before = periods[i - 1]
    const got = shown(`${from}–${to}`)
    const path = ['working_time', 'periods', i]
    if (from >= to) tell(context, path, { what: 'period', values: { got } })
    else if (before && from < before.to) tell(context, path, { what: 'overlap', values: { got } })
  }
}

function checkDays({ holidays, working_days }: FileShape, context: Context): void {
  for (const [i, day] of working_days.entries()) {
    if (!holidays.includes(day)) continue
    tell(context, ['working_days', i], { what: 'date twice', values: { got: shown(day) } })
  }
}

function checkTeams({ teams, departments, circles }: FileShape, context: Context): void {
  const known = teams.map((team) => team.id)
  for (const [name, list] of Object.entries({ teams, departments })) {
    for (const [i, { id }] of list.entries()) {
      const isTwice = list.findIndex((other) => other.id === id) < i
      if (isTwice) tell(context, [name, i, 'id'], { what: 'twice', values: { got: shown(id) } })
    }
  }
  for (const [i, { team }] of departments.entries()) {
    if (!known.includes(team)) tell(context, ['departments', i, 'team'], notAmong(team, known))
  }
  for (const [i, team] of circles.entries()) {
    if (!known.includes(team)) tell(context, ['circles', i], notAmong(team, known))
  }
}

function tell(context: Context, path: Path, params: Told): void {
  context.addIssue({ code: 'custom', path, params })
}
