/** A customer whose messages are kept and not handled: who decided so (id and name), why, and when (epoch ms). */
export type Block = { by: string; name: string; reason: string; at: number }

/** The line a blocked customer has on the list staff read; `customer` is masked, `numbers` are his cases then. */
export type BlockLine = Block & { customer: string | null; numbers: readonly string[] }

/** What a conversation tells that list. */
export type ToBlocks = { type: 'block.told'; line: BlockLine } | { type: 'block.over' }
