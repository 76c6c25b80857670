/** Database and hosts of a connection string, fit to be shown: nothing that stands before the last @ or after a ?. */
export function placeOf(uri: string, database: string): string {
  const rest = uri.slice(Math.max(uri.lastIndexOf('@') + 1, uri.indexOf('//') + 2))
  const hosts = rest.split(/[/?]/)[0] ?? ''
  return /^[\w.,:[\]-]+$/.test(hosts) ? `MongoDB, ${database} at ${hosts}` : `MongoDB, ${database}`
}

/** The database where the connection string names none. */
export const defaultDatabase = 'redress'

/** The database a connection string names. */
export function databaseIn(uri: string): string | undefined {
  const path = /^mongodb(?:\+srv)?:\/\/[^?]*\/([\w-]+)(?:\?|$)/.exec(uri)
  return path?.[1]
}

/** False where a sign of the name or the password is not escaped, so that a part of it would be taken for a host. */
export function isWellFormed(uri: string): boolean {
  const [, hosts, rest = ''] = /^mongodb(?:\+srv)?:\/\/([^/?]*)(.*)$/s.exec(uri) ?? []
  return hosts !== undefined && hosts.split('@').length <= 2 && !rest.includes('@')
}
