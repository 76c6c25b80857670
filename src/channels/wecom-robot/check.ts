import type { CheckAccount } from '../check.ts'
import type { Robots } from './account.ts'

/** Names the teams with a robot. Whether its key holds cannot be tried without writing into the group. */
export const checkWecomRobots: CheckAccount<Robots> = async (robots) => ({
  findings: [{ state: 'fine', key: 'robots', values: { teams: Object.keys(robots).join(', ') } }],
  enter: { nothing: 'enter wecom-robot' },
})
