import { onDayAt } from '../../domain/calendar.ts'
import { readDay } from '../read-day.ts'
import { type Command, misused, order } from './command.ts'
import { workers } from './rights.ts'

/** A new day on which the customer gets his answer. */
export const promise: Command = {
  name: 'promise',
  words: ['postpone', '承诺', '改期', '承诺日期', '延期', '新期限'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run(call, { calendar }) {
    if (call.args === '') return misused()
    const day = readDay(call.args, calendar, call.now)
    if (!day) return misused({ key: 'desk.refuse.day' })
    const at = onDayAt(calendar, day.at, calendar.periods.at(-1)?.to ?? '18:00')
    if (at <= call.now) return misused({ key: 'desk.refuse.past', values: { day: { day: at } } })
    return order(call, { type: 'staff.promised', at, reason: day.rest })
  },
}
