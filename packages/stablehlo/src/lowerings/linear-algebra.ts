import type { TriangularSolveOptions } from "@adjoint/tensor/primitives/triangular-solve";
import type { Lowering } from "../lowering.ts";
import type { Operand, TextWriter } from "../text-writer.ts";
import { integer } from "../text-writer.ts";
import { compare, select } from "./elementwise.ts";

const iota = (writer: TextWriter, shape: readonly number[], axis: number): Operand =>
  writer.add("iota", [], { shape, dtype: "int32" }, { attributes: { iota_dimension: integer(axis) } });

/** What stands above the diagonal is up to the engine, and replaced by zeros. */
const cholesky: Lowering = (writer, { inputs: [a], outputs: [spec] }) => {
  const factor = writer.add("cholesky", [a!], spec!, { attributes: { lower: "true" } });
  const rank = spec!.shape.length;
  const [row, column] = [iota(writer, spec!.shape, rank - 2), iota(writer, spec!.shape, rank - 1)];
  return select(writer, compare(writer, "GE", row, column), factor, writer.splat(0, spec!));
};

const triangularSolve: Lowering = (writer, { inputs, outputs: [spec], attributes }) => {
  const { lower, transposed, unitDiagonal } = attributes as TriangularSolveOptions;
  return writer.add("triangular_solve", inputs, spec!, {
    attributes: {
      left_side: "true",
      lower: String(lower),
      unit_diagonal: String(unitDiagonal),
      transpose_a: `#stablehlo<transpose ${transposed ? "TRANSPOSE" : "NO_TRANSPOSE"}>`,
    },
  });
};

export const linearAlgebra: Readonly<Record<string, Lowering>> = { cholesky, triangularSolve };
