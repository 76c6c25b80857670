import type { Organisation } from '../../domain/policy.ts'
import { namesOf, takeWord, type Vocabulary } from '../command-words.ts'
import { type Command, commandText, misused, order } from './command.ts'
import { workers } from './rights.ts'

/** Hands the case to the department that has to answer for it. */
export const department: Command = {
  name: 'department',
  words: ['dept', 'transfer', '转办', '转部门', '转', '移交', '转交', '交办', '分派'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run(call, { organisation }) {
    const word = takeWord(call.args, departmentWords(organisation))
    if (word) {
      return order(call, { type: 'staff.handed over', department: word.value, note: word.rest })
    }
    const choices = organisation.departments.map(({ id }) => ({
      id: commandText(call, id),
      label: { key: `department.${id}` },
    }))
    const because = call.args === '' ? 'desk.which.department' : 'desk.refuse.department'
    return misused({ key: because, values: { name: call.args } }, choices)
  },
}

/** Departments by id and by name in every language, also without the last character (`质量` for 质量部). */
export function departmentWords(organisation: Organisation): Vocabulary<string> {
  return namesOf(
    organisation.departments.flatMap(({ id, name }) =>
      [id, ...Object.values(name)].flatMap((said) => [
        { name: said, value: id },
        ...(/^.{2,}部$/u.test(said) ? [{ name: said.slice(0, -1), value: id }] : []),
      ]),
    ),
  )
}
