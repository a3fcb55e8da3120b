import { multiply } from "../primitives/arithmetic.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { where } from "../primitives/where.ts";
import type { Tensor } from "../tensor.ts";
import { bandMask } from "./band-mask.ts";

/** Vectors [...s, n] as columns [...s, n, 1] and as rows [...s, 1, n]. */
export const asColumn = (v: Tensor): Tensor => reshapeTo(v, [...v.shape, 1]);
export const asRow = (v: Tensor): Tensor => reshapeTo(v, [...v.shape.slice(0, -1), 1, v.shape.at(-1)!]);

/** diag(v): [...s, n] -> [...s, n, n]. */
export const diagonalMatrix = (v: Tensor): Tensor => where(bandMask(v.shape.at(-1)!, 0, 0), asColumn(v), 0);

/** X diag(v), without the product. */
export const scaleColumns = (x: Tensor, v: Tensor): Tensor => multiply(x, asRow(v));

/** diag(v) X, without the product. */
export const scaleRows = (x: Tensor, v: Tensor): Tensor => multiply(x, asColumn(v));
