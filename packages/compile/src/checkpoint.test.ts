import { checkpoint, grad } from "@adjoint/autodiff";
import { matmul, normal, randomKey, sum, type Tensor, tanh } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { optimize } from "./optimize.ts";
import { planProgram } from "./plan/plan-program.ts";
import { traceGraph } from "./trace-graph.ts";
import { compile } from "./compile.ts";

const layers = 12;
const block = (x: Tensor, w: Tensor): Tensor => tanh(matmul(tanh(matmul(tanh(matmul(x, w)), w)), w));
const lossOf =
  (layer: typeof block) =>
  (w: Tensor, x: Tensor): Tensor => {
    let y = x;
    for (let i = 0; i < layers; i++) y = layer(y, w);
    return sum(y);
  };
const [w, x] = [normal(randomKey(0), [8, 8], { standardDeviation: 0.3 }), normal(randomKey(1), [256, 8])];
const plain = grad(lossOf(block));
const sparing = grad(lossOf(checkpoint(block)));

test("a compiled checkpoint computes again rather than to keep, and gives the same bits", () => {
  const graphOf = (f: typeof plain) => optimize(traceGraph(f, [w, x]).graph);
  const count = (f: typeof plain): number =>
    graphOf(f).nodes.filter(({ primitive }) => primitive.name === "tanh").length;
  // the last layer is only run for its derivative: nobody asks for the loss
  expect([count(plain), count(sparing)]).toEqual([3 * layers, 3 * layers + 3 * (layers - 1)]);
  const bytesOf = (f: typeof plain): number => planProgram(graphOf(f), { roleOf: () => undefined }).bytes;
  // of three values a layer it keeps one, and those of one layer at a time
  expect(bytesOf(sparing)).toBeLessThan(bytesOf(plain) * 0.6);
  expect([...compile(sparing)(w, x).dataSync()]).toEqual([...sparing(w, x).dataSync()]);
});
