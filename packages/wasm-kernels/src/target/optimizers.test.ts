import { compile } from "@adjoint/compile";
import { catalogue } from "@adjoint/optimizers/testing/catalogue";
import { modelFrom, noisyDescent } from "@adjoint/optimizers/testing/noisy-descent";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

const STEPS = 4;

test.each(catalogue.map(({ call, make }) => [call, make] as const))("%s, compiled and donated", (_, make) => {
  const optimizer = make();
  const step = noisyDescent(optimizer);
  const compiled = compile(step, { target: wasmTarget({ threads: 1 }), donate: [0, 1] });
  let eager = { params: modelFrom(1), state: optimizer.init(modelFrom(1)) };
  let fast = { params: modelFrom(1), state: optimizer.init(modelFrom(1)) };
  for (let k = 0; k < STEPS; k++) {
    eager = step(eager.params, eager.state, modelFrom(k + 2));
    fast = compiled(fast.params, fast.state, modelFrom(k + 2));
  }
  for (const name of ["weights", "bias"] as const) {
    const [got, expected] = [fast.params[name].dataSync(), eager.params[name].dataSync()];
    const size = Math.hypot(...expected);
    expected.forEach((x, i) => expect(Math.abs(got[i]! - x)).toBeLessThanOrEqual(3e-6 * size));
  }
  expect(compiled.stats.traces).toBe(1);
});
