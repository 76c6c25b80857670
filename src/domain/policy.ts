import type { Level } from './ticket.ts'

/** A length of time: `minutes`, `hours`, `days` by the calendar; the others in the desk's working time. */
export type Span = {
  n: number
  unit: 'seconds' | 'minutes' | 'hours' | 'days' | 'working hours' | 'working days'
}

/** Every figure names its rule, so that a decision can name it too. */
export type Timed = { rule: string; within: Span }
export type Figure = { rule: string; value: number }

/** All numbers and rules an operator may change. Amounts in 分. The file is `config/policy.yaml`. */
export type Policy = {
  /** How long the bot waits for the customer to finish, in ms. */
  burst: { story: Timed; storyAtMost: Timed; answer: Timed }
  interview: {
    /** Questions before the summary, at most. */
    questions: Figure
    /** The same for somebody hurt or furious. */
    questionsInNeed: Figure
    /** Silence after which the customer is reminded once. */
    reminder: Timed
    /** Silence after the reminder, until the talk becomes a resumable draft. */
    draft: Timed
  }
  deadlines: {
    /** Taking a ticket of `majorLevel` and up, then the next circle is alerted. */
    takingMajor: Timed
    /** Taking a case with people in danger, and from each call for it to the next. */
    takingDanger: Timed
    taking: Timed
    department: Timed
    /** The answer promised to the customer. */
    answer: Timed
    approval: Timed
    /** From each unanswered proposal to its reminder, and from the last one to "no answer". */
    opinion: Timed
    implementing: Timed
    /** From implementation to the survey, and the end of the follow-up. */
    survey: Timed
    followUp: Timed
    surveyReminder: Timed
    /** How long a closed, withdrawn or unanswered case can be reopened by a word. */
    reopen: Timed
    /** How long before a deadline its first reminder goes out, as a share of its length (0–1). */
    reminderBefore: Figure
    /** From a missed deadline to the next call for it, each to a wider circle. */
    again: Timed
    /** The same once every circle has been called for a case that is not major. */
    againCalm: Timed
    /** From the call for a person to the next circle, where nobody takes it. */
    callTaken: Timed
    /** How long an alert may be seen by nobody before the next circle is alerted; the second where people are called at any hour. */
    alertSeen: Timed
    alertSeenGrave: Timed
    /** From a question to the customer to its reminder, and from that to the end of the wait. */
    question: Timed
    /** How long a customer who was given a person may be left without that person's answer. */
    humanSilent: Timed
    /** How long a customer's words may go without any answer of ours; then a person is called. */
    unheard: Timed
    /** How long what a customer is asked may stay unseen before somebody calls him. */
    unseen: Timed
  }
  /** The promised day, in the desk's zone: `HH:MM`, and how long before closing time the customer hears. */
  promisedDay: {
    rule: string
    askOwnerAt: string
    askSupervisorsAt: string
    tellCustomerBefore: Span
  }
  /** When the desk may write to a customer of itself, in its zone. */
  contactHours: { rule: string; from: string; to: string }
  /** From so many urgings on the supervisors hear of each. */
  urging: { supervisor: Figure }
  /** Personal data: how long trade and handling records of an ended case are kept once its customer had the rest erased. */
  privacy: { kept: Timed }
  /** Numbers and secret codes of tickets that another conversation names. */
  identity: {
    /** Codes one conversation may try, and one ticket may be tried with, within `codesAgain`. */
    codes: Figure
    codesPerTicket: Figure
    codesAgain: Timed
    /** Silence after which a customer with a case is asked whether he comes about it. */
    returning: Timed
  }
  opinion: { reminders: Figure }
  survey: { reminders: Figure; satisfiedFrom: Figure; reopenings: Figure }
  levels: {
    major: Figure
    /** From this level on people are called at any hour. */
    wakes: Figure
    /** A named loss from this amount on raises to `level`. */
    loss: { rule: string; from: number; level: Level }
    /** Words for authority, media, court; death; found by the lexicon of that name. */
    words: readonly { rule: string; lexicon: string; level: Level }[]
    latePromotion: { rule: string; by: number }
  }
  approval: {
    /** What each role may approve, in 分; `null` is without limit. */
    limits: readonly { rule: string; role: string; upTo: number | null }[]
    /** Up to this sum an author may approve his own proposal; 0 is never. */
    selfUpTo: Figure
  }
  outbox: {
    /** Hand-overs before a letter is parked. */
    tries: Figure
    firstRetry: Timed
    longestRetry: Timed
    /** Letters of one conversation or ticket that wait at the same time before staff are told. */
    crowd: Figure
    /** How long nothing could be written before staff are told of it afterwards. */
    away: Timed
    /** How long a channel is cut off before staff are told. */
    channelAway: Timed
  }
  limits: {
    /** Characters of one message that are read; the rest is kept in the transcript. */
    textLength: Figure
    /** Bytes of one file. */
    fileSize: Figure
    /** Messages a minute from one sender that are answered. */
    messagesPerMinute: Figure
    /** How long a private link opens a conversation. */
    privateLink: Timed
  }
  /** What the platform allows an official account, and how long an answer may take to go out with the receipt. */
  wechatOfficial: {
    window: Timed
    messages: Figure
    shortWindow: Timed
    shortMessages: Figure
    keptBack: Figure
    answerWithin: Timed
    answerWithinPassive: Timed
    skew: Timed
  }
  /** What Telegram bears of one bot, and how long the bot remembers. */
  telegram: {
    perSecond: Figure
    chatGap: Timed
    groupPerMinute: Figure
    broughtAlong: Timed
    remembered: Timed
  }
  /** What the platform allows 微信客服, and how often its messages are asked for. */
  wecomKf: {
    window: Timed
    messages: Figure
    keptBack: Figure
    skew: Timed
    pullEvery: Timed
    firstLook: Timed
  }
  /** What a group robot of WeCom may send. */
  wecomRobot: { perMinute: Figure }
  /** What WeCom's 智能机器人 may send to a group, and how long its buttons count. */
  wecomAibot: { alertsPerMinute: Figure; remembered: Timed }
  /** How a personal WeChat account behaves, and how it is noticed that it is cut off. */
  wechaty: {
    gap: Timed
    gapMore: Timed
    roomPerMinute: Figure
    tooOld: Timed
    ask: Timed
    silent: Timed
    firstRestart: Timed
    longestRestart: Timed
  }
}

/** Working time and public days of the desk. */
export type Hours = { from: string; to: string }

/** Who the desk is: `config/organisation.yaml`. */
export type Organisation = {
  name: { 'zh-CN': string; 'zh-TW': string; en: string }
  zone: string
  region: string
  /** The language of team rooms and cards. */
  locale: 'zh-CN' | 'zh-TW' | 'en'
  hotline: string
  /** Where the privacy notice stands (URL); empty where it is told in the chat. */
  privacyNotice: string
  /** Periods of a working day, in the desk's zone, and ISO weekdays (1 = Monday). */
  workingTime: { periods: readonly Hours[]; weekdays: readonly number[] }
  /** Days off and make-up working days that the built-in table does not know, `YYYY-MM-DD`. */
  holidays: readonly string[]
  workingDays: readonly string[]
  /** Rooms of staff. The first one receives complaints; `duty` are the next circles, in order. */
  teams: readonly { id: string; name: { 'zh-CN': string; 'zh-TW': string; en: string } }[]
  departments: readonly {
    id: string
    team: string
    name: { 'zh-CN': string; 'zh-TW': string; en: string }
  }[]
  /** The room for what nobody took in time, and the one above it. */
  circles: readonly string[]
  /** Who sees medical papers, as a customer is told before he is asked for any. */
  medicalReaders: { 'zh-CN': string; 'zh-TW': string; en: string }
  /** Where a customer can turn to outside: shown with every refusal. */
  recourse: { 'zh-CN': string; 'zh-TW': string; en: string }
}
