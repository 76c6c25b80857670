/** The folder a restore works in; where one is left, the restore did not finish. */
export const restoring = 'restoring'
