import { harmless } from '../domain/harmless.ts'
import type { Known } from '../domain/message.ts'

/** A shop's name may be so long, in characters. */
const longestShop = 60
const orderShape = /^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/

/**
 * What an address or a program says the talk is about (`?shop=…&order=…`, a QR code on a receipt). It comes from
 * outside: an order number of another shape and what is empty are left out, a shop's name is one short line of words.
 */
export function knownFrom(given: { shop?: unknown; order?: unknown }): Known | undefined {
  const order = textOf(given.order)
  const shop = harmless(textOf(given.shop)).replace(/\s+/g, ' ').trim().slice(0, longestShop)
  const known = { ...(orderShape.test(order) && { order }), ...(shop && { shop }) }
  return Object.keys(known).length > 0 ? known : undefined
}

/** What the desk's own codes and links carry: as short as can be, and read back by `knownInScene`. */
export function sceneFor(known: Known): string {
  const plain = (value: string) => value.replace(/[%&=+]/g, encodeURIComponent)
  return Object.entries(known)
    .map(([name, value]) => `${name}=${plain(value)}`)
    .join('&')
}

/**
 * The same out of one word, as codes and links carry it: `order=…&shop=…`, or `order:…`, `shop_…` where few signs are
 * allowed. A word of another form says nothing.
 */
export function knownInScene(scene: string): Known | undefined {
  const [, what, value] = /^(order|shop)[:_](.+)$/s.exec(scene) ?? []
  if (what !== undefined) return knownFrom({ [what]: value })
  return knownFrom(Object.fromEntries(new URLSearchParams(scene)))
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given.trim() : ''
}
