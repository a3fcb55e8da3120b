import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { grad, valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { dense, sequential } from "@adjoint/layers";
import { applyUpdates } from "@adjoint/optimizers";
import { satisfiesRobbinsMonro } from "@adjoint/schedulers";
import { randomKey, sum, type Tensor, tensor } from "@adjoint/tensor";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { cauchy, cubeRootDecay, gated, hypot, powerSign } from "../src/index.ts";

const x = tensor([
  [0, 1],
  [1, 0],
  [0.5, 0.5],
  [-1, 2],
]);
const y = tensor([[1], [1], [0.7], [2.2]]);
const model = sequential({ hidden: gated({ units: 8 }), output: dense({ outputs: 1 }) });
const optimizer = powerSign({ learningRate: cubeRootDecay(0.05) });

test("a model of theirs and ours trains with their loss, optimizer and schedule", () => {
  let params = model.init(randomKey(0), [2]);
  let state = optimizer.init(params);
  const losses: number[] = [];
  for (let step = 0; step < 300; step++) {
    const [loss, gradients] = valueAndGrad((p: typeof params) => cauchy(model.apply(p, x), y))(params);
    const [updates, next] = optimizer.update(gradients, state, params);
    params = applyUpdates(params, updates);
    state = next;
    losses.push(loss.item());
  }
  ok(losses.at(-1)! < losses[0]! / 10, `${losses[0]} -> ${losses.at(-1)}`);
  equal(satisfiesRobbinsMonro(cubeRootDecay(0.05)), "yes");
});

test("their operation compiles: a target that does not know it runs its kernel, and says so", () => {
  const slope = (t: Tensor): Tensor => grad((u: Tensor) => sum(hypot(u, 4)))(t);
  const compiled = compile(slope, { target: wasmTarget({ threads: 1 }) });
  deepEqual(compiled(tensor([3, 0])).toArray(), slope(tensor([3, 0])).toArray());
  ok(compiled.stats.programs[0]!.fallbacks.includes("hypot"));
  equal(hypot(tensor([3e38]), 0).item(), Math.fround(3e38));
});
