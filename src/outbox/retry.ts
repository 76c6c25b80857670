/** When a letter is tried again: doubling from `first` to `longest` (ms), spread by up to a quarter either way. */
export function retryDelay(
  attempts: number,
  bounds: { first: number; longest: number },
  random: () => number,
): number {
  const plain = Math.min(bounds.longest, bounds.first * 2 ** Math.min(attempts, 30))
  return Math.round(plain * (0.75 + random() / 2))
}
