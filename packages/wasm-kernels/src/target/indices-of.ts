import type { Graph, Value } from "@adjoint/compile";
import type { Indices } from "../indexing/place-of.ts";
import { Complaints } from "./complaints.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** How the indices of an operation are read, each with a look whether it is in range. */
export function indicesOf(
  graph: Graph,
  memory: ProgramMemory,
  indices: Value,
  size: number,
  operation: string,
): Indices & { readonly dtype: "int32" | "uint8" } {
  const dtype = graph.values[indices]!.dtype as "int32" | "uint8"; // as the operation asked for
  const errorOf = (index: number): Error =>
    new RangeError(
      `${operation}: indices go from ${-size} to ${size - 1}, got ${index}; check the labels or the size?`,
    );
  memory.complaints ??= new Complaints(memory);
  return { dtype, size, complain: memory.complaints.about(errorOf) };
}
