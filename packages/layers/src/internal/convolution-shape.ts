import { formatShape, type Padding, type Shape, ShapeError } from "@adjoint/tensor";

/** What slides over the spatial axes; lists have an entry for each. */
export interface Sliding {
  readonly window: number | Shape;
  readonly stride?: number | Shape | undefined;
  readonly padding?: Padding | undefined;
  readonly dilation?: number | Shape | undefined;
}

/** The setting of each axis. @throws RangeError when a list has not an entry for each. */
export function eachAxis(layer: string, setting: string, value: number | Shape, rank: number): Shape {
  if (typeof value === "number") return new Array<number>(rank).fill(value);
  if (!Array.isArray(value) || value.length !== rank)
    throw new RangeError(
      `${layer}: ${setting} must be a number or ${rank} of them, got ${JSON.stringify(value)}; one for each spatial axis?`,
    );
  return value;
}

/** The padding of both ends of each axis together; undefined: as much as keeps size / stride. */
export function addedOf(layer: string, padding: Padding, rank: number): Shape | undefined {
  if (padding === "same") return undefined;
  if (typeof padding === "number") return new Array<number>(rank).fill(2 * padding);
  if (padding.length !== rank)
    throw new RangeError(
      `${layer}: padding must have ${rank} pairs, got ${padding.length}; one for each spatial axis?`,
    );
  return padding.map(([before, after]) => before + after);
}

/** The spatial sizes that a window leaves, floor((n + padding - extent) / stride) + 1. */
export function slidShape(
  layer: string,
  spatial: Shape,
  { window, stride = 1, padding = 0, dilation = 1 }: Sliding,
): Shape {
  const rank = spatial.length;
  const [windows, strides, dilations] = [
    eachAxis(layer, "the window", window, rank),
    eachAxis(layer, "stride", stride, rank),
    eachAxis(layer, "dilation", dilation, rank),
  ];
  const added = addedOf(layer, padding, rank);
  return spatial.map((n, i) => {
    if (!added) return Math.ceil(n / strides[i]!);
    const room = n + added[i]! - ((windows[i]! - 1) * dilations[i]! + 1);
    if (room < 0)
      throw new ShapeError(
        `${layer}: the window must fit, got ${windows[i]} on spatial axis ${i} of ${formatShape(spatial)}; pad more?`,
      );
    return Math.floor(room / strides[i]!) + 1;
  });
}
