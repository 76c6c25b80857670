import { type Role, roles } from '../../domain/person.ts'

/** Who is shown a command; what a person may do to a ticket is decided by its chart. */
export const everybody: readonly Role[] = roles
export const workers: readonly Role[] = ['agent', 'handler', 'supervisor', 'manager', 'admin']
export const desk: readonly Role[] = ['agent', 'supervisor', 'manager', 'admin']
export const signers: readonly Role[] = ['approver', 'supervisor', 'manager', 'admin']
export const leaders: readonly Role[] = ['supervisor', 'manager', 'admin']
/** Who may hold back an erasure for a legal reason. */
export const freezers: readonly Role[] = ['supervisor', 'manager']
