import { add, layerNorm, multiply, ones, reshape, zeros } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { checkCount } from "./internal/check-count.ts";
import { checkExample } from "./internal/check-example.ts";
import { checkGroups } from "./internal/convolution-layer.ts";
import { forChannels } from "./internal/for-channels.ts";
import { checkEpsilon, EPSILON, type NormParams, normParameters } from "./internal/norm-params.ts";
import type { Layer } from "./layer.ts";
import type { NormOptions } from "./layer-norm.ts";

export interface GroupNormOptions extends NormOptions {
  /** Parts of the channels, each normalized by itself; default 32. As many as channels: instance normalization. */
  readonly groups?: number;
}

/**
 * (x - mean) / sqrt(variance + epsilon) * scale + bias, with the statistics of each group of channels of an example over
 * all places; a scale and a bias for each channel.
 *
 * Shapes: x [batch, channels, ...s], scale and bias [channels] -> [batch, channels, ...s].
 * @throws RangeError unless epsilon is positive and the groups divide the channels.
 * @see Wu, He 2018, Group normalization, eq. 7
 * @example groupNorm({ groups: 8 })
 */
export function groupNorm({ groups = 32, epsilon = EPSILON }: GroupNormOptions = {}): Layer<NormParams> {
  checkCount("groupNorm", "groups", groups);
  checkEpsilon("groupNorm", epsilon);
  return defineLayer<NormParams>({
    name: "groupNorm",
    outputShape: (inputShape) => {
      checkExample("groupNorm", inputShape, 1, "[channels, ...sizes]");
      checkGroups("groupNorm", inputShape[0]!, groups, "channels");
      return inputShape;
    },
    parameters: ([channels]) => normParameters(channels!),
    apply: ({ scale, bias }, x) => {
      const [batch = 0, ...sizes] = x.shape;
      const { dtype } = x;
      const grouped = reshape(x, [batch, groups, sizes.reduce((product, n) => product * n, 1) / groups]);
      const normalized = layerNorm(grouped, ones([], dtype), zeros([], dtype), { epsilon });
      return add(multiply(reshape(normalized, x.shape), forChannels(scale, x)), forChannels(bias, x));
    },
  });
}
