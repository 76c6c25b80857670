/** Work for one chat is done one after another, in the order it came; different chats do not wait for each other. */
export type Lanes = {
  inTurn<T>(chat: string, work: () => Promise<T>): Promise<T>
  /** How much is not done yet for the chat. */
  ahead(chat: string): number
}

export function createLanes(): Lanes {
  const ends = new Map<string, { end: Promise<unknown>; n: number }>()
  return {
    ahead: (chat) => ends.get(chat)?.n ?? 0,
    inTurn(chat, work) {
      const lane = ends.get(chat) ?? { end: Promise.resolve(), n: 0 }
      const done = lane.end.then(work)
      lane.n++
      lane.end = done.catch(() => undefined)
      ends.set(chat, lane)
      void lane.end.then(() => {
        lane.n--
        if (lane.n === 0) ends.delete(chat)
      })
      return done
    },
  }
}
