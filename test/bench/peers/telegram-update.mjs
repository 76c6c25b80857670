/** Who the bot is, so that it need not ask. */
export const botInfo = { id: 1, is_bot: true, first_name: 'Desk', username: 'desk_bot' }

/** What somebody said in a chat of two, as Telegram brings it. */
export function updateOf({ id, chat, text }) {
  return {
    update_id: id,
    message: {
      message_id: id,
      date: 0,
      chat: { id: chat, type: 'private', first_name: 'Li' },
      from: { id: chat, is_bot: false, first_name: 'Li' },
      text,
    },
  }
}
