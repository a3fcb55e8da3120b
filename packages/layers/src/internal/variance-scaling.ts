import { normal, uniform } from "@adjoint/tensor";
import type { Fans, Initializer } from "../initializers/initializer.ts";
import { fansOf } from "./fans-of.ts";

/** Numbers of mean 0 and of a variance that follows from the fans. No fan, no numbers: any variance will do. */
export const varianceScaling =
  (name: string, distribution: "normal" | "uniform", varianceOf: (fans: Fans) => number): Initializer =>
  (key, shape, fans = fansOf(name, shape)) => {
    const variance = varianceOf({ fanIn: Math.max(fans.fanIn, 1), fanOut: Math.max(fans.fanOut, 1) });
    if (distribution === "normal") return normal(key, shape, { standardDeviation: Math.sqrt(variance) });
    // the variance of numbers between -b and b is b^2 / 3
    const bound = Math.sqrt(3 * variance);
    return uniform(key, shape, { low: -bound, high: bound });
  };
