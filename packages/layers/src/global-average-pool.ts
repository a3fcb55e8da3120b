import { formatShape, mean, ShapeError } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { checkExample } from "./internal/check-example.ts";
import type { Layer, Nothing } from "./layer.ts";

/**
 * The mean of each channel over all spatial axes.
 *
 * Shapes: x [batch, channels, ...s] -> [batch, channels].
 * @throws ShapeError without a spatial axis, or where one is empty.
 * @see Lin, Chen, Yan 2014, Network in network, section 3.2
 */
export const globalAveragePool = (): Layer<Nothing> =>
  defineLayer({
    name: "globalAveragePool",
    outputShape: (inputShape) => {
      checkExample("globalAveragePool", inputShape, 2, "[channels, ...sizes]");
      if (inputShape.slice(1).includes(0))
        throw new ShapeError(
          `globalAveragePool: an empty axis has no mean, got ${formatShape(inputShape)}; check the data?`,
        );
      return [inputShape[0]!];
    },
    apply: (_params, x) => {
      checkExample("globalAveragePool", x.shape.slice(1), 2, "[channels, ...sizes]");
      return mean(x, { axis: x.shape.slice(2).map((_, i) => i + 2) });
    },
  });
