// Brings a package that is installed in this folder into the process, and no other file does: the desk is built elsewhere, and
// by then looks for packages elsewhere.

/** @param {string} name @returns {Promise<unknown>} what it exports; rejects where it is not installed */
export const load = (name) => import(name)
