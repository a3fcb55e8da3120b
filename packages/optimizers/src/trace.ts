import { add, multiply, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { zerosOf } from "./internal/moments.ts";

export interface TraceState {
  readonly velocity: Tensors;
}

export interface TraceOptions {
  /** The part of the velocity that stays, in [0, 1). */
  readonly decay: number;
  /** Look one step ahead: give u + decay * velocity instead of the velocity. */
  readonly nesterov?: boolean;
}

/**
 * A decaying sum of what comes in: velocity <- decay * velocity + u.
 * @throws RangeError when decay is not in [0, 1).
 * @example chain({ velocity: trace({ decay: 0.9 }), rate: scaleByLearningRate(0.01) })
 */
export function trace({ decay, nesterov = false }: TraceOptions): GradientTransform<TraceState> {
  checkSetting("trace: decay", decay, "[0,1)");
  const follow = (velocity: Tensor, u: Tensor): Tensor => add(multiply(velocity, decay), u);
  return gradientTransform<TraceState>({
    init: (params) => ({ velocity: zerosOf(params) }),
    update: (gradients, state) => {
      const velocity = mapTree(follow, state.velocity, gradients);
      return [nesterov ? mapTree(follow, velocity, gradients) : velocity, { velocity }];
    },
  });
}
