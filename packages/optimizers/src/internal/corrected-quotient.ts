import { add, castTo, divide, onHost, sqrt, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";
import { biasCorrection } from "./bias-correction.ts";
import { checkSetting } from "./check-setting.ts";

interface Settings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

type CorrectedQuotient = (
  step: Tensor,
  mean: Tensors,
  square: Tensors,
) => readonly [direction: Tensors, factor: Tensor];

/**
 * m^ / (sqrt(v^) + epsilon), both averages corrected for their start at 0, as the direction
 * m / (sqrt(v) + epsilon sqrt(1 - beta2^t)) and the factor sqrt(1 - beta2^t) / (1 - beta1^t).
 * @throws RangeError that begins with `name` when a setting is out of its range.
 */
export function correctedQuotient(name: string, settings: Settings): CorrectedQuotient {
  checkSettings(name, settings);
  const { beta1, beta2, epsilon } = settings;
  const [correct1, correct2] = [biasCorrection(beta1), biasCorrection(beta2)];
  return (step, mean, square) => {
    const offset = onHost((t) => epsilon * Math.sqrt(correct2(t)), step);
    const quotient = (m: Tensor, v: Tensor): Tensor => divide(m, add(sqrt(v), castTo(offset, v.dtype)));
    return [mapTree(quotient, mean, square), onHost((t) => Math.sqrt(correct2(t)) / correct1(t), step)];
  };
}

/** @throws RangeError when a setting that all relatives of Adam have is out of its range. */
export function checkSettings(name: string, { beta1, beta2, epsilon }: Settings): void {
  checkSetting(`${name}: beta1`, beta1, "[0,1)");
  checkSetting(`${name}: beta2`, beta2, "[0,1)");
  checkSetting(`${name}: epsilon`, epsilon, "(0,∞)");
}
