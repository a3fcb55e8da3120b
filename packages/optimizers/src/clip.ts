import { clip as clipEntries, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/**
 * Limits each entry to [-maximum, maximum]; it changes the direction, which `clipByGlobalNorm` does not. NaN stays.
 * @throws RangeError unless maximum is above 0.
 * @example chain({ clip: clip(0.5), sgd: sgd({ learningRate: 0.1 }) })
 */
export function clip(maximum: number): GradientTransform<EmptyState> {
  checkSetting("clip: maximum", maximum, "(0,∞)");
  return stateless((gradients) => mapTree((g: Tensor) => clipEntries(g, -maximum, maximum), gradients));
}
