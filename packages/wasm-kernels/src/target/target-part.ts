import type { Graph, Group, RefineLoops } from "@adjoint/compile";
import type { DivideResults } from "../loops/loop-form.ts";
import type { MultiplyVectors } from "../matmul/blocked-matmul.ts";
import type { Write } from "./elementwise-expressions.ts";
import type { Engine } from "./engine.ts";
import type { DivideProduct } from "./lower-matmul.ts";
import type { Lowering } from "./lowering.ts";

/**
 * A part of the target, which a program that does not name it does not bundle. What no part does runs by its reference
 * kernel on the same memory.
 */
export interface TargetPart {
  /** Elementwise operations on float32 numbers that loops can hold, by the name of the primitive; on masks alone by `name of masks`. */
  readonly operations?: Readonly<Record<string, Write>>;
  /** Operations with a kernel of their own, by the name of the primitive. */
  readonly kernels?: Readonly<Record<string, Lowering>>;
  /** What is neither in a loop nor in `kernels`. */
  readonly others?: Lowering["lower"];
  /** What is done about loops before they get memory. */
  readonly refine?: RefineLoops;
  /** Products of which a factor is a vector. */
  readonly multiplyVectors?: MultiplyVectors;
  /** How loops are divided that combine results. */
  readonly divideResults?: DivideResults;
  /** How a single product is divided. */
  readonly divideProduct?: DivideProduct;
  /** What a program runs on, where it is not one thread alone. */
  engineFor?(graph: Graph, steps: readonly Group[]): Engine | undefined;
}
