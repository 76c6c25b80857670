/**
 * The same function, which keeps its last answer: the guards and the action of one step ask the same question again
 * and again. Not a WeakMap by event: what stands in one outlives every collection of young memory.
 */
export function lastAnswer<Asked extends readonly unknown[], Answer>(
  ask: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  let last: { asked: Asked; answer: Answer } | undefined
  return (...asked) => {
    if (!last?.asked.every((one, i) => one === asked[i])) last = { asked, answer: ask(...asked) }
    return last.answer
  }
}
