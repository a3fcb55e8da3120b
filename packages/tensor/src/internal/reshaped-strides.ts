import { contiguousStrides, type Shape, sizeOf } from "../shape.ts";

/** Strides that show the same elements in another shape of the same size; undefined where only a copy can. */
export function reshapedStrides(from: Shape, strides: Shape, to: Shape): number[] | undefined {
  if (sizeOf(to) === 0) return contiguousStrides(to);
  const axes = from.map((n, i) => ({ n, step: strides[i]! })).filter(({ n }) => n !== 1);
  const result = new Array<number>(to.length).fill(0); // axes of size 1 step nowhere
  let next = 0;
  for (let i = 0; i < to.length; ) {
    if (to[i] === 1) {
      i++;
      continue;
    }
    // The smallest groups of old and of new axes with equal sizes; inside one, the old steps must follow each other.
    const first = i;
    let wanted = to[i++]!;
    let { n: got, step } = axes[next++]!;
    while (wanted !== got) {
      if (wanted < got) wanted *= to[i++]!;
      else {
        const axis = axes[next++]!;
        if (step !== axis.step * axis.n) return undefined;
        got *= axis.n;
        step = axis.step;
      }
    }
    for (let k = i - 1; k >= first; k--) {
      if (to[k] === 1) continue;
      result[k] = step;
      step *= to[k]!;
    }
  }
  return result;
}
