import type { Tensor } from "../tensor.ts";

const SHOWN_AT_EDGES = 3;

/** Nested brackets; an axis longer than seven shows its first and last three entries. */
export function format({ shape, dtype, view }: Tensor): string {
  const { buffer, strides, offset } = view!;
  const element = (at: number): string => {
    const value = buffer[at]!;
    if (dtype === "bool") return value ? "true" : "false";
    return Object.is(value, -0) ? "-0" : String(dtype === "float32" ? Number(value.toPrecision(7)) : value);
  };
  const nest = (axis: number, at: number): string => {
    if (axis === shape.length) return element(at);
    const n = shape[axis]!;
    const entry = (i: number): string => nest(axis + 1, at + i * strides[axis]!);
    const indices = Array.from({ length: n }, (_, i) => i);
    if (n <= 2 * SHOWN_AT_EDGES + 1) return `[${indices.map(entry).join(", ")}]`;
    const edges = [indices.slice(0, SHOWN_AT_EDGES), indices.slice(-SHOWN_AT_EDGES)];
    return `[${edges.map((part) => part.map(entry).join(", ")).join(", ..., ")}]`;
  };
  return nest(0, offset);
}
