import { existsSync } from "node:fs";
import { grad } from "@adjoint/autodiff";
import { adam, applyUpdates } from "@adjoint/optimizers";
import { foldIn, mean, normal, randomKey, square, subtract, type Tensor, zeros } from "@adjoint/tensor";
import { encodeRun } from "../encode-run.ts";
import { loadRun, saveRun } from "../node.ts";
import { restoreTree } from "../restore-tree.ts";

/** A little training that saves after every step; begun anew when there is no file, else where the file stands. */
export function trainAndSave(path: string, steps: number, onStep: (step: number) => void = () => {}): Uint8Array {
  const optimizer = adam({ learningRate: 0.01 });
  const params = { w: zeros([50, 100]) };
  const fresh = { params, state: optimizer.init(params), key: randomKey(0), step: 0 };
  let run = existsSync(path) ? restoreTree(loadRun(path), fresh) : fresh;
  while (run.step < steps) {
    const key = foldIn(run.key, run.step);
    const noise = normal(key, [50, 100]);
    const gradients = grad((p: { w: Tensor }) => mean(square(subtract(p.w, noise))))(run.params);
    const [updates, state] = optimizer.update(gradients, run.state, run.params);
    run = { params: applyUpdates(run.params, updates), state, key, step: run.step + 1 };
    saveRun(path, run);
    onStep(run.step);
  }
  return encodeRun(run);
}
