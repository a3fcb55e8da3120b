import { add, onHost, type Tensor } from "@adjoint/tensor";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { biasCorrection } from "./internal/bias-correction.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { averageOf, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import { scaleBy } from "./internal/scale-by.ts";

export interface ExponentialMovingAverageOptions {
  /** The part of the average that stays, in [0, 1). */
  readonly decay: number;
  /** Divide by 1 - decay^t, so that the start at 0 leaves no trace; default true. */
  readonly debias?: boolean;
}

export interface ExponentialMovingAverageState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  readonly mean: Tensors;
}

/**
 * The moving average of what comes in, in its place: m <- decay m + (1 - decay) u, gives m / (1 - decay^t). It averages
 * updates; `averageParams` averages parameters.
 * @throws RangeError when decay is not in [0, 1).
 * @example chain({ average: exponentialMovingAverage({ decay: 0.9 }), rate: scaleByLearningRate(0.1) })
 */
export function exponentialMovingAverage({
  decay,
  debias = true,
}: ExponentialMovingAverageOptions): GradientTransform<ExponentialMovingAverageState> {
  checkSetting("exponentialMovingAverage: decay", decay, "[0,1)");
  const correct = biasCorrection(decay);
  return gradientTransform<ExponentialMovingAverageState>({
    init: (params) => ({ step: counter(), mean: zerosOf(params) }),
    update: (updates, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, updates, decay);
      return [
        debias
          ? scaleBy(
              onHost((t) => 1 / correct(t), step),
              mean,
            )
          : mean,
        { step, mean },
      ];
    },
  });
}
