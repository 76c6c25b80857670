/**
 * What the customer has written and the desk has not confirmed: kept in the browser's database, sent one after
 * another in order, and again with the same id until the desk answers.
 */

const table = 'unsent'

function openDatabase(name) {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(undefined)
    } catch {
      // No database in this browser's private mode: kept in memory alone.
      resolve(undefined)
    }
  })
}

function perform(database, mode, act) {
  if (!database) return Promise.resolve([])
  return new Promise((resolve) => {
    const transaction = database.transaction(table, mode)
    const request = act(transaction.objectStore(table))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = () => resolve([])
    transaction.onabort = () => resolve([])
  })
}

/**
 * @param {string} name of the database: one for each chat
 * @param {{deliver: (item: any, progress: (share: number) => void) => Promise<{sent?: true, failed?: string, again?: number}>, changed: (item: any, state: string, more?: any) => void}} options
 */
export async function openOutbox(name, { deliver, changed }) {
  const database = await openDatabase(name)
  const items = new Map()
  const failed = new Set()
  let busy = false
  let timer

  const remove = (id) => {
    items.delete(id)
    failed.delete(id)
    void perform(database, 'readwrite', (store) => store.delete(id))
  }

  const nextItem = () => [...items.values()].find(({ id }) => !failed.has(id))

  function settle(item, outcome) {
    if (outcome.sent) {
      remove(item.id)
      changed(item, 'sent')
    } else {
      failed.add(item.id)
      changed(item, 'failed', outcome.failed)
    }
  }

  async function flush() {
    clearTimeout(timer)
    if (busy) return
    busy = true
    for (let item = nextItem(); item; item = nextItem()) {
      changed(item, 'sending')
      const outcome = await deliver(item, (share) => changed(item, 'progress', share))
      if (outcome.again !== undefined) {
        for (const waiting of items.values())
          if (!failed.has(waiting.id)) changed(waiting, 'waiting')
        timer = setTimeout(flush, outcome.again)
        break
      }
      settle(item, outcome)
    }
    busy = false
  }

  const kept = await perform(database, 'readonly', (store) => store.getAll())
  for (const item of kept.sort((a, b) => a.order - b.order)) items.set(item.id, item)
  addEventListener('online', flush)

  return {
    items: () => [...items.values()],
    flush,
    async add(item) {
      items.set(item.id, item)
      changed(item, 'waiting')
      await perform(database, 'readwrite', (store) => store.put(item))
      void flush()
    },
    retry(id) {
      failed.delete(id)
      void flush()
    },
    remove,
  }
}
