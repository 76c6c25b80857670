import { type Logger, pino } from 'pino'

/** Structured lines on standard error; what people wrote and who they are never stands in them. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
