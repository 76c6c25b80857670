/** The languages every sentence exists in. */
export const locales = ['zh-CN', 'zh-TW', 'en'] as const
export type Locale = (typeof locales)[number]

/**
 * A sentence by its key, with what goes into its gaps. Charts speak in wordings; `src/texts` turns them into
 * sentences in the reader's language.
 */
export type Wording = { key: string; values?: Readonly<Record<string, Value>> }

/**
 * What may fill a gap: plain text or a number as it is; another wording; a moment as date and weekday (`day`),
 * with the time (`time`) or far off with the year (`date`), all epoch ms; an amount in 分 (`money`); a list, one line each (`lines`) or joined by
 * commas (`list`).
 */
export type Value =
  | string
  | number
  | Wording
  | { day: number }
  | { time: number }
  | { date: number }
  | { money: number }
  | { lines: readonly Wording[] }
  | { list: readonly (string | Wording)[] }
