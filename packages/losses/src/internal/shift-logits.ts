import { isFinite, max, stopGradient, subtract, type Tensor, where } from "@adjoint/tensor";

/**
 * Logits less their largest. It cancels in every log-probability, so it is a constant; subtracted first, it keeps the
 * digits of their differences. 0 is subtracted where it is infinite.
 */
export function shiftLogits(logits: Tensor, axis: number): Tensor {
  const largest = max(stopGradient(logits), { axis, keepDims: true });
  return subtract(logits, where(isFinite(largest), largest, 0));
}
