import type { DType, Spec } from "@adjoint/tensor";
import type { GraphWriter, Operand } from "./graph-writer.ts";
import { type ElementType, TYPE } from "./model.ts";

/** An operation of the program. */
export interface Operation {
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Spec[];
  readonly attributes: unknown;
}

/** Writes the nodes for an operation, and says where its results are: by name, or as values that repeat small ones. */
export type Lowering = (writer: GraphWriter, operation: Operation) => string | readonly string[] | Operand;

/** A value of another type. */
export const castTo = (writer: GraphWriter, name: string, type: ElementType): string =>
  writer.add("Cast", [name], { to: TYPE[type] });

/** The type to compute with: engines have few kernels for bytes. */
export const wideTypeOf = (dtype: DType): DType => (dtype === "uint8" || dtype === "bool" ? "int32" : dtype);

/** A value in another type, if it has not got that already. */
export const inType = (writer: GraphWriter, name: string, from: DType, to: DType): string =>
  from === to ? name : castTo(writer, name, to);
