import type { Tensor } from "@adjoint/tensor";
import type { Examples } from "./task.ts";

/**
 * The cross-entropy, in nats a character, of the model that knows the character before alone: what a larger model must
 * beat. How often a followed b in the training text, smoothed by how often b occurs at all (Witten, Bell 1991, method C):
 * p(b | a) = (n(a, b) + t(a) p(b)) / (n(a) + t(a)), where t(a) different characters followed a, and p(b) = (n(b) + 1) /
 * (n + vocabulary).
 */
export function bigramLoss(tokens: Tensor, { x, y }: Examples, vocabulary: number): number {
  const pairs = new Float64Array(vocabulary * vocabulary);
  const [singles, followed, kinds] = [0, 1, 2].map(() => new Float64Array(vocabulary)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const seen = tokens.dataSync();
  for (let i = 0; i < seen.length; i++) {
    const [before, after] = [seen[i - 1], seen[i]!];
    singles[after]!++;
    if (before === undefined) continue;
    if (pairs[before * vocabulary + after]!++ === 0) kinds[before]!++;
    followed[before]!++;
  }
  const [befores, afters] = [x.dataSync(), y.dataSync()];
  let total = 0;
  for (let i = 0; i < afters.length; i++) {
    const [a, b] = [befores[i]!, afters[i]!];
    const alone = (singles[b]! + 1) / (seen.length + vocabulary);
    // what nothing followed says nothing
    const unseen = Math.max(kinds[a]!, 1);
    total -= Math.log((pairs[a * vocabulary + b]! + unseen * alone) / (followed[a]! + unseen));
  }
  return total / afters.length;
}
