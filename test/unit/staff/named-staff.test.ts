import { describe, expect, it } from 'vitest'
import type { Person } from '../../../src/domain/person.ts'
import { isAboutConduct, namedStaff } from '../../../src/staff/named-staff.ts'

function person(id: string, name: string, publicName: string): Person {
  const where = { team: 'service', locale: 'zh-CN', addresses: [] } as const
  return { id, name, publicName, roles: ['agent'], ...where }
}

const people = [
  person('wang', '王小敏', '小王'),
  person('wangwei', '王伟', '小王'),
  person('kf1023', '陈静', '小陈'),
  person('2088', '欧阳青', '欧阳'),
  person('mary', 'Mary Poole', 'Mary'),
  person('li', 'li', 'li'),
]
const named = (text: string) => namedStaff(text, people).map(({ id }) => id)

describe('words of a customer', () => {
  it.each([
    ['王小敏骂人', ['wang']],
    ['你们客服小王态度恶劣', ['wang', 'wangwei']],
    ['工号2088的快递员摔东西', ['2088']],
    ['员工编号：KF1023', ['kf1023']],
    ['那个ＫＦ１０２３的人', ['kf1023']],
    ['欧阳说话很难听', ['2088']],
    ['Mary was rude to me', ['mary']],
    ['agent 2088 hung up', ['2088']],
    ['the summary is wrong', []],
    ['订单2088还没到', []],
    ['li yue', []],
    ['li was rude', []],
    ['', []],
  ])('%s names %j', (text, ids) => {
    expect(named(text)).toEqual(ids)
  })

  it('count later only where they are about conduct', () => {
    expect(isAboutConduct({ category: { id: 'attitude', rule: 'x' } })).toBe(true)
    expect(isAboutConduct({ category: { id: 'quality', rule: 'x' } })).toBe(false)
    expect(isAboutConduct({})).toBe(false)
  })
})
