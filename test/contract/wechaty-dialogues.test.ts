import { accountDialogues } from '../support/account-dialogues.ts'
import { wechatyAccount } from '../support/wechaty-account.ts'

accountDialogues({
  channel: 'wechaty',
  open: wechatyAccount,
  asides: ['unreadable'],
  alwaysOpen: true,
  oldButtons: { 'not-received.en.dialogue': 'Not received', 'not-understood.dialogue': '找人工' },
})
