import { accountDialogues } from '../support/account-dialogues.ts'
import { wecomAccount } from '../support/wecom-account.ts'

accountDialogues({
  channel: 'wecom-kf',
  open: wecomAccount,
  asides: ['answered', 'unreadable'],
})
