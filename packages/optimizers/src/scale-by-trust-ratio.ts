import { castTo, multiply, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { normOf } from "./global-norm.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { normRatio } from "./internal/norm-ratio.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/** Gives each leaf the norm of its parameter: u |p| / |u|, or u where one of the norms is 0. */
export const scaleByTrustRatio = (): GradientTransform<EmptyState> =>
  stateless((updates, params) =>
    mapTree((u: Tensor, p: Tensor) => multiply(u, castTo(normRatio(normOf(p), normOf(u)), u.dtype)), updates, params),
  );
