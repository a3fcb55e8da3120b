import type { Spec } from "@adjoint/tensor";
import type { Operand, TextWriter } from "./text-writer.ts";

/** How exact products of matrices are where an engine has a choice (on TPUs and newer GPUs). */
export type Precision = "default" | "high" | "highest";

/** An operation of the program. */
export interface Operation {
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Spec[];
  readonly attributes: unknown;
  readonly precision: Precision;
}

/** Writes the operations for one, and gives its results. */
export type Lowering = (writer: TextWriter, operation: Operation) => Operand | readonly Operand[];

/** Of the shape and type of another. */
export const like = ({ shape, dtype }: Spec): Spec => ({ shape, dtype });
