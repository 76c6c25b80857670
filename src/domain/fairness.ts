/** A member of staff whom a complaint is about. */
export type Concerned = { id: string; name: string }

/**
 * Whether somebody may know of a ticket at all: nobody sees, handles or decides a complaint about himself (ISO 10002
 * cl. 4.8, objectivity). To whom this says no the ticket does not exist.
 */
export function mayKnow(staff: string, ticket: { about?: readonly string[] }): boolean {
  return !ticket.about?.includes(staff)
}
