import i18next from 'i18next'
import type { Catalog } from '../domain/catalog.ts'
import { yuan } from '../domain/money.ts'
import type { Organisation } from '../domain/policy.ts'
import { type Locale, locales, type Value, type Wording } from '../domain/wording.ts'
import { utcToLocal } from '../domain/zone.ts'
import type { Resources } from './load.ts'
import { namedByData, namesOf } from './names.ts'
import { openingHours } from './opening-hours.ts'
import { compile, fill, type Template } from './template.ts'

/** Turns wordings into sentences of a language. Pure: the same wording, locale and variant is the same sentence. */
export interface Speaker {
  /** `variant` counts the alternative wordings of the key from 0, round and round. */
  speak(wording: Wording, locale: Locale, variant?: number): string
  /** How many wordings the key has; 0 for one that is unknown. */
  alternatives(key: string, locale: Locale): number
}

/** Gaps that fill themselves where no value is given, so that the catalog's sentences may name the desk. */
const alwaysKnown: Readonly<Record<string, string>> = {
  organisation: 'organisation.name',
  hotline: 'organisation.hotline',
  recourse: 'organisation.recourse',
}

const day = 86_400_000
const remembered = 1_000

/**
 * A speaker for the desk's wordings and the names in its catalog.
 *
 * A key or a value that is lacking goes to `missing`, which throws unless told otherwise: a wrong key is a fault of a
 * chart. Where it does not throw, the reader gets the zh-CN wording, else the last part of the key, and `…` for a value.
 * A category, team or question that was taken out of the catalog is no fault: its id is said.
 */
export function createSpeaker(given: {
  resources: Resources
  catalog: Pick<Catalog, 'categories' | 'answers'>
  organisation: Organisation
  zone: string
  missing?: (problem: string) => void
}): Speaker {
  const find = finder(given.resources, namesOf(given.catalog, given.organisation))
  const missing = given.missing ?? fail
  const days = new Map<string, string>()

  function speak({ key, values }: Wording, locale: Locale, variant = 0): string {
    const templates = find(key, locale)
    if (templates === undefined) return unknown(key)
    const template = templates[variant % templates.length]!
    if (template.length === 1) return template[0]!
    return fill(template, (name) => {
      const value = values?.[name]
      if (value !== undefined) return show(value, locale)
      if (name === 'hours') return hours(locale)
      const known = alwaysKnown[name]
      if (known !== undefined) return speak({ key: known }, locale)
      missing(`wording ${key} lacks a value for {{${name}}}`)
      return '…'
    })
  }

  function hours(locale: Locale): string {
    const comma = format('comma', {}, locale)
    const told = openingHours(given.organisation, {
      day: (index) => speak({ key: 'formats.weekday' }, locale, index),
      range: (from, to) => format('range', { from, to }, locale),
      list: (parts) => parts.join(comma),
    })
    return format('hours', told, locale)
  }

  function unknown(key: string): string {
    if (!namedByData.has(key.slice(0, key.indexOf('.')))) missing(`no wording has the key ${key}`)
    return key.slice(key.lastIndexOf('.') + 1)
  }

  function show(value: Value, locale: Locale): string {
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    if ('key' in value) return speak(value, locale)
    if ('day' in value) return showDay(value.day, locale)
    if ('date' in value) return showDate(value.date, locale)
    if ('time' in value) return showTime(value.time, locale)
    if ('money' in value) return format('money', { yuan: yuan(value.money) }, locale)
    if ('lines' in value) return value.lines.map((line) => speak(line, locale)).join('\n')
    const parts = value.list.map((item) => (typeof item === 'string' ? item : speak(item, locale)))
    return parts.join(format('comma', {}, locale))
  }

  function format(name: string, values: Record<string, string>, locale: Locale): string {
    return speak({ key: `formats.${name}`, values }, locale)
  }

  function showDay(at: number, locale: Locale): string {
    const n = Math.floor(utcToLocal(given.zone, at) / day)
    const known = days.get(`${locale}${n}`)
    if (known !== undefined) return known
    const local = new Date(n * day)
    const weekday = speak({ key: 'formats.weekday' }, locale, (local.getUTCDay() + 6) % 7)
    const month = speak({ key: 'formats.month' }, locale, local.getUTCMonth())
    const text = format('day', { month, weekday, date: String(local.getUTCDate()) }, locale)
    if (days.size >= remembered) days.clear()
    days.set(`${locale}${n}`, text)
    return text
  }

  function showDate(at: number, locale: Locale): string {
    const local = new Date(utcToLocal(given.zone, at))
    const month = speak({ key: 'formats.month' }, locale, local.getUTCMonth())
    const values = { year: String(local.getUTCFullYear()), month, date: String(local.getUTCDate()) }
    return format('date', values, locale)
  }

  function showTime(at: number, locale: Locale): string {
    const clock = new Date(utcToLocal(given.zone, at)).toISOString().slice(11, 16)
    return format('time', { day: showDay(at, locale), clock }, locale)
  }

  return { speak, alternatives: (key, locale) => find(key, locale)?.length ?? 0 }
}

type Find = (key: string, locale: Locale) => readonly Template[] | undefined

/**
 * Finds a key's wordings, each cut at its gaps once. i18next keeps the languages and their fallbacks; filling gaps is
 * not left to it because it reads the sentence anew each time (25 µs instead of under one).
 */
function finder(texts: Resources, names: Resources): Find {
  const i18n = i18next.createInstance()
  const resources = Object.fromEntries(
    locales.map((locale) => [locale, { translation: { ...texts[locale], ...names[locale] } }]),
  )
  i18n.init({
    resources,
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    returnObjects: true,
    interpolation: { escapeValue: false },
  })
  const compiled = new Map<Locale, Map<string, readonly Template[] | undefined>>()
  for (const locale of locales) compiled.set(locale, new Map())
  return (key, locale) => {
    const cache = compiled.get(locale)!
    const known = cache.get(key)
    if (known !== undefined) return known
    if (!i18n.exists(key, { lng: locale })) return undefined
    const found = i18n.t(key, { lng: locale, skipInterpolation: true, returnObjects: true })
    const templates = (found as unknown as string[]).map(compile)
    cache.set(key, templates)
    return templates
  }
}

function fail(problem: string): never {
  throw new Error(problem)
}
