import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { routeAlert } from '../../../src/staff/route-alert.ts'
import { openStaffDesk, type StaffDesk } from '../../support/staff-desk.ts'

let desk: StaffDesk
beforeEach(async () => {
  desk = await openStaffDesk()
})
afterEach(() => desk[Symbol.asyncDispose]())

const route = (to: 'team:service' | 'staff:wang' | 'team:quality', ...keepFrom: string[]) =>
  routeAlert(to, keepFrom, desk.deps)

describe('an alert some must not read', () => {
  it('stays where it is addressed while they do not sit there', async () => {
    await desk.enrol('wang', 'agent', 'service')
    await desk.enrol('zhao', 'supervisor', 'supervisors')
    expect(route('team:quality', 'wang')).toBe('team:quality')
    expect(route('team:service')).toBe('team:service')
  })

  it('goes to the supervisors instead of the room they sit in, or of themselves', async () => {
    await desk.enrol('wang', 'agent', 'service')
    await desk.enrol('zhao', 'supervisor', 'supervisors')
    expect(route('team:service', 'wang')).toBe('team:supervisors')
    expect(route('staff:wang', 'wang')).toBe('team:supervisors')
  })

  it('goes one circle higher where they sit among the supervisors', async () => {
    await desk.enrol('wang', 'agent', 'service')
    await desk.enrol('zhao', 'supervisor', 'supervisors')
    await desk.enrol('ma', 'manager', 'management')
    expect(route('team:service', 'wang', 'zhao')).toBe('team:management')
  })

  it('goes to somebody alone where they sit in every circle', async () => {
    await desk.enrol('wang', 'agent', 'service')
    await desk.enrol('zhao', 'supervisor', 'supervisors')
    await desk.enrol('ma', 'manager', 'management')
    await desk.enrol('mi', 'manager', 'management')
    expect(route('team:service', 'wang', 'zhao', 'ma')).toBe('staff:mi')
  })

  it('stays where it was on a desk where nobody else works', async () => {
    await desk.enrol('ad', 'admin', 'service')
    expect(route('team:service', 'ad')).not.toBe('staff:ad')
  })
})
