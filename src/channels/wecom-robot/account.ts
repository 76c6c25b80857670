import type { Policy } from '../../domain/policy.ts'
import type { ChannelParts } from '../port.ts'

/** The robots of groups in WeCom, by team: the address to write to, which is a secret. */
export type Robots = Readonly<Record<string, string>>

/** What the channel needs from the rest of the desk. */
export type WecomRobotSettings = Omit<ChannelParts, 'store' | 'clock'> & {
  robots: Robots
  policy: Pick<Policy, 'wecomRobot'>
  /** Where the pages are: what can be read here is done there. */
  baseUrl?: string | undefined
  /** The ids in WeCom of those of a team who are known there. */
  mentioned(team: string): readonly string[]
}

/** The name of the channel, in addresses and settings. */
export const channelName = 'wecom-robot'
