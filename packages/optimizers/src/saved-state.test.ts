import { type DType, isTensor, type NestedNumbers, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { valuesOf } from "../tests/values-of.ts";
import {
  adagrad,
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  type GradientTransform,
  momentum,
  rmsprop,
  sgd,
} from "./index.ts";

interface Saved {
  readonly saved: NestedNumbers;
  readonly shape: readonly number[];
  readonly dtype: DType;
}
const save = (tree: unknown): string =>
  JSON.stringify(
    mapTree((t: Tensor): { leaf: Saved } => ({ leaf: { saved: t.toArray(), shape: t.shape, dtype: t.dtype } }), tree),
  );
/** What `save` wrote: a record with the one field `leaf` was a tensor. */
const load = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => {
    const leaf = (value as { leaf?: Saved } | null)?.leaf;
    return leaf && !isTensor(leaf) ? tensor(leaf.saved, { shape: leaf.shape, dtype: leaf.dtype }) : value;
  });

const schedule = (step: number): number => 0.1 / (1 + 0.1 * step);
const optimizers: Readonly<Record<string, GradientTransform<unknown>>> = {
  sgd: sgd({ learningRate: schedule }),
  momentum: momentum({ learningRate: schedule, nesterov: true }),
  adagrad: adagrad({ learningRate: 0.1 }),
  rmsprop: rmsprop({ learningRate: schedule, centered: true, momentum: 0.5 }),
  adam: chain({ clip: clipByGlobalNorm(0.5), adam: adam({ learningRate: schedule }) }),
};

describe.each(Object.entries(optimizers))("%s", (_, optimizer) => {
  test("goes on from JSON as if it had never stopped, bit by bit", () => {
    const random = randomNumbers(5);
    const make = () => ({
      w: tensor(Float32Array.from({ length: 6 }, random), { shape: [2, 3] }),
      b: tensor(Float64Array.from({ length: 2 }, random)),
    });
    const gradients = Array.from({ length: 20 }, make);
    const go = (from: number, to: number, [params, state]: readonly [ReturnType<typeof make>, unknown]) => {
      let [p, s] = [params, state];
      for (let step = from; step < to; step++) {
        const [updates, next] = optimizer.update(gradients[step]!, s, p);
        [p, s] = [applyUpdates(p, updates), next];
      }
      return [p, s] as const;
    };
    const first = make();
    const whole = go(0, 20, [first, optimizer.init(first)]);
    const half = go(0, 9, [first, optimizer.init(first)]);
    const resumed = go(9, 20, load(save(half)) as typeof half);
    expect(save(resumed)).toBe(save(whole));
    // and it moved at all
    expect(valuesOf(whole[0])).not.toEqual(valuesOf(half[0]));
  });
});
