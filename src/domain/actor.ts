/** The actor that talks with one customer on one channel: `conversation:<channel>/<peer>`. */
export type ConversationId = `conversation:${string}`

/** The actor that is one complaint's life. Its id is `ticket:` and the id of the letter that opened it. */
export type TicketId = `ticket:${string}`

/** A chat room whose lines the desk itself keeps (the web staff page): `room:team/service`, `room:staff/wang`. */
export type RoomId = `room:${string}`

/** The line an unfinished complaint has on the list staff read: `draft:<channel>/<peer>`. No chart, a record. */
export type DraftId = `draft:${string}`

/** A ticket by the number somebody names: no chart, the desk looks it up. `number:CP-20261121-0007`. */
export type NumberId = `number:${string}`

/** What stands elsewhere about an actor that is erased: no chart, the desk removes it. `traces:conversation:web/ab12`. */
export type TracesId = `traces:${ConversationId | TicketId}`

export type ActorId = ConversationId | TicketId | RoomId | DraftId | NumberId | TracesId

/** A customer as a channel reaches them: `customer:<channel>/<peer>`. */
export type CustomerAddress = `customer:${string}`
/** A member of staff by id, wherever they can be reached: `staff:<id>`. */
export type StaffAddress = `staff:${string}`
/** A team's room by the team's id: `team:<id>`. */
export type TeamAddress = `team:${string}`

/** Another program that is told what happens to tickets, by the id of its webhook: `webhook:<id>`. */
export type WebhookAddress = `webhook:${string}`

/** Whom a letter can be for when it is not for an actor. */
export type Address = CustomerAddress | StaffAddress | TeamAddress | WebhookAddress

/** The conversation that belongs to a customer's address, and back: both name the same channel and peer. */
export function conversationOf(customer: CustomerAddress): ConversationId {
  return `conversation:${customer.slice('customer:'.length)}`
}

export function customerOf(conversation: ConversationId): CustomerAddress {
  return `customer:${conversation.slice('conversation:'.length)}`
}

/** The line of the list that belongs to a conversation. */
export function draftOf(customer: CustomerAddress): DraftId {
  return `draft:${customer.slice('customer:'.length)}`
}

/** `customer:web/ab12` → channel `web`, peer `ab12`. The channel is everything before the first slash. */
export function channelAndPeer(address: CustomerAddress | ConversationId): [string, string] {
  const rest = address.slice(address.indexOf(':') + 1)
  const slash = rest.indexOf('/')
  return [rest.slice(0, slash), rest.slice(slash + 1)]
}

/** Where the desk is told that an actor's traces are to go. */
export function tracesOf(actor: ActorId): TracesId {
  return `traces:${actor as ConversationId | TicketId}`
}

export function isActor(id: ActorId | Address): id is ActorId {
  return /^(conversation|ticket|room|draft|number|traces):/.test(id)
}
