import type { Graph, Group } from "@adjoint/compile";
import { sizeOf } from "@adjoint/tensor";

/** Multiplications and additions in a microsecond, in a product of matrices. */
const PRODUCTS = 50_000;
/** Elements in a microsecond, of an operation on elements. */
const ELEMENTS = 2_000;

/** About how many microseconds a step takes on one thread. Only the order of magnitude matters. */
export const costOf = ({ values }: Graph, { nodes }: Group): number =>
  nodes.reduce((total, { primitive, inputs, outputs }) => {
    const size = (value: number): number => sizeOf(values[value]!.shape);
    const made = Math.max(...outputs.map(size), 0);
    if (primitive.name === "matmul") return total + (2 * made * values[inputs[0]!]!.shape.at(-1)!) / PRODUCTS;
    // each output sums over channels and taps
    if (primitive.name === "convolution")
      return total + (2 * made * sizeOf(values[inputs[1]!]!.shape.slice(2))) / PRODUCTS;
    return total + Math.max(made, ...inputs.map(size)) / ELEMENTS;
  }, 0);
