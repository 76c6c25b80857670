import { accountDialogues, comesLater } from '../support/account-dialogues.ts'
import { wechatAccount } from '../support/wechat-account.ts'

const official = { channel: 'wechat-official', asides: ['answered', 'more', 'unreadable'] }

accountDialogues({
  ...official,
  open: wechatAccount,
  oldButtons: { 'not-received.en.dialogue': 'Not received', 'not-understood.dialogue': '找人工' },
})

comesLater(
  '%s goes on an account that may only answer; what is not ready in time',
  [
    'cooker.dialogue',
    'first-answer.dialogue',
    'parcel.zh-TW.dialogue',
    'partly-three-options.dialogue',
  ],
  { ...official, open: (clock) => wechatAccount(clock, { silent: true }) },
)
