import mongoose from 'mongoose'
import { ticketStates } from '../../../domain/ticket.ts'
import type { TicketDocument } from './document.ts'

const text = { type: String }
const moment = { type: Date }

/**
 * A ticket as it stands at the top of its document in `cases`, for people and reporting tools; the view `tickets`
 * shows these fields alone. What is not known is left out. Every ticket is checked against this before it is written.
 */
const ticketSchema = new mongoose.Schema<TicketDocument>(
  {
    /** `CP-20261121-0007`: the day it was opened and a number that rises. */
    number: { ...text, required: true, match: /^\S+$/ },
    state: { ...text, required: true, enum: ticketStates },
    /** False once nobody has anything to do any more. */
    open: { type: Boolean, required: true },
    /** Opened before the customer agreed to a summary, and not confirmed since. */
    unconfirmed: { type: Boolean, required: true },
    /** What was asked last has not reached the customer. */
    notReached: { type: Boolean, required: true },
    /** An id of the catalog. */
    category: { ...text, required: true },
    /** How grave it is; 3 and above is major. */
    level: { type: Number, required: true, min: 1, max: 5 },
    /** Ids of the organisation file. */
    department: text,
    owner: text,
    /** `customer:<channel>/<peer>` */
    customer: { ...text, required: true, match: /^customer:/ },
    name: text,
    phone: text,
    email: text,
    /** The order and the product it is about, in the customer's words. */
    order: text,
    product: text,
    openedAt: { ...moment, required: true },
    /** When the answer is promised to the customer. */
    promisedAt: moment,
    /** The deadline of the step it is in. */
    dueAt: moment,
    /** The day the customer needs it by. */
    needBy: moment,
    takenAt: moment,
    /** First answer by a person, or first result told. */
    answeredAt: moment,
    closedAt: moment,
    /** The customer's answer to the survey. */
    score: { type: Number, min: 1, max: 5 },
    /** What the customer gets, in 分 (hundredths), as approved. */
    granted: { type: Number, required: true, min: 0 },
    /** The staff it is about, by id. */
    about: { type: [String], default: undefined },
  },
  { autoIndex: false, autoCreate: false, strict: 'throw', _id: false, id: false },
)

/** A model of its own, on no connection: it only looks. */
const Ticket = new mongoose.Mongoose().model('Ticket', ticketSchema)

/** The fields a reporting tool reads, in this order. */
export const ticketFields = Object.keys(ticketSchema.paths)

/** Throws where a ticket is not as the schema says: a fault of the chart that made it. */
export async function refuseUnfit(ticket: TicketDocument): Promise<void> {
  await new Ticket(ticket).validate()
}
