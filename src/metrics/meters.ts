import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Bounds of the histograms, in seconds. */
const writing = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const delays = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600]

/** What the desk counts of its own work. No label names a person, a case or a text. */
export type Meters = ReturnType<typeof createMeters>

/** A set of counters of its own, all at zero. What each of them means for an operator stands in docs/operating.md. */
export function createMeters() {
  const register = new Registry()
  const registers = [register]
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const histogram = (name: string, help: string, labels: [string, ...number[]]) => {
    const [label, ...buckets] = labels
    return new Histogram({ name, help, labelNames: [label], buckets, registers })
  }
  let isWatched = false

  return {
    register,
    messages: counter('redress_messages_total', 'Messages that came in, by what was answered', [
      'channel',
      'receipt',
    ]),
    messageSeconds: histogram(
      'redress_message_seconds',
      'From the arrival of a message until it was kept',
      ['channel', ...writing],
    ),
    turns: counter('redress_turns_total', 'Commits of actors; "stale" is a conflict', [
      'actor',
      'outcome',
    ]),
    handovers: counter(
      'redress_handovers_total',
      'Letters handed over, or not; "again" is retried',
      ['to', 'outcome'],
    ),
    delay: histogram(
      'redress_letter_delay_seconds',
      'From the moment a letter was due until it was first handed over',
      ['to', ...delays],
    ),
    repeats: counter(
      'redress_repeats_total',
      'Letters to people handed over again though they may have them: nobody noted what became of the first time',
      ['to'],
    ),
    parkings: counter('redress_parked_total', 'Letters given up and kept for staff', []),
    due: gauge('redress_letters_due', 'Letters whose turn it is and that no process has in hand'),
    late: gauge('redress_letters_late', 'Of those, the ones that have been due for over a minute'),
    parked: gauge('redress_letters_parked', 'Letters given up that wait for staff; 500 at most'),
    storeSeconds: histogram('redress_store_seconds', 'How long the store took', [
      'operation',
      ...writing,
    ]),
    storeFailures: counter(
      'redress_store_failures_total',
      'Calls that the store could not answer',
      ['operation'],
    ),
    storeUp: gauge('redress_store_up', '1 when the store answered the last look, else 0'),
    clockLag: gauge(
      'redress_clock_lag_seconds',
      'How far the clock of this process is ahead of that of the database',
    ),
    tickets: gauge('redress_tickets_open', 'Cases that are not ended', ['state']),
    faults: counter('redress_faults_total', 'Faults that were contained', ['where']),
    /** What is counted of the process itself, from the first call on. */
    watchProcess(): void {
      if (isWatched) return
      isWatched = true
      collectDefaultMetrics({ register })
    },
  }
}

/** The kind of an actor, of an address or of a place in the desk, without whose it is: `conversation`, `team`, `outbox`. */
export function kindOf(name: string): string {
  const kind = /^[a-z]+(?=:|$)/.exec(name)?.[0]
  return kind ?? 'other'
}
