import { accountDialogues } from '../support/account-dialogues.ts'
import { wechatAccount } from '../support/wechat-account.ts'

accountDialogues({
  channel: 'wechat-official',
  open: wechatAccount,
  asides: ['answered', 'more', 'unreadable'],
  oldButtons: { 'not-received.en.dialogue': 'Not received', 'not-understood.dialogue': '找人工' },
})
