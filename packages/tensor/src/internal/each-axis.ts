import { formatShape, type Shape } from "../shape.ts";
import { describe } from "./describe.ts";

/** A setting of a spatial operation as one integer an axis, from one for all axes or from a list. */
export function eachAxis(name: string, option: string, value: number | Shape, rank: number, least: number): Shape {
  if (typeof value !== "number" && !Array.isArray(value))
    throw new TypeError(`${name}: ${option} must be an integer or a list, got ${describe(value)}; set it?`);
  const values = typeof value === "number" ? new Array<number>(rank).fill(value) : value;
  if (values.length !== rank)
    throw new RangeError(
      `${name}: ${option} is one integer or one for each of ${rank} axes, got ${formatShape(values)}; count again?`,
    );
  for (const n of values)
    if (!Number.isSafeInteger(n) || n < least)
      throw new RangeError(`${name}: ${option} must be an integer from ${least} up, got ${n}; round it?`);
  return values;
}
