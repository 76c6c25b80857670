/** Things by the moment they are due; what came first goes first among equals. */
export type DueHeap<T> = {
  /** Places it, or moves it; `undefined` takes it out. */
  place(item: T, at: number | undefined): void
  /** The earliest, with its moment. */
  first(): { item: T; at: number } | undefined
}

type Entry<T> = { item: T; at: number; turn: number }

/** Entries that were moved stay behind and are dropped when they come up. */
export function createDueHeap<T>(): DueHeap<T> {
  const heap: Entry<T>[] = []
  const current = new Map<T, Entry<T>>()
  let turn = 0

  function sink(): void {
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      let least = at
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
      if (left + 1 < heap.length && before(heap[left + 1]!, heap[least]!)) least = left + 1
      if (least === at) return
      swap(heap, at, least)
      at = least
    }
  }

  function rise(): void {
    let at = heap.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(heap[at]!, heap[parent]!)) return
      swap(heap, at, parent)
      at = parent
    }
  }

  function dropFirst(): void {
    const last = heap.pop()
    if (heap.length === 0 || !last) return
    heap[0] = last
    sink()
  }

  return {
    place(item, at) {
      if (at === undefined) {
        current.delete(item)
        return
      }
      if (current.get(item)?.at === at) return
      const entry = { item, at, turn: turn++ }
      current.set(item, entry)
      heap.push(entry)
      rise()
    },
    first() {
      for (;;) {
        const entry = heap[0]
        if (!entry || current.get(entry.item) === entry) return entry
        dropFirst()
      }
    },
  }
}

function before<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn)
}

function swap<T>(heap: Entry<T>[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
