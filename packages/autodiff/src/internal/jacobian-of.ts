import { DTypeError, eye, isFloat, moveAxis, reshape, type Spec, sizeOf, slice, type Tensor } from "@adjoint/tensor";
import type { AnyTree } from "@adjoint/tree";
import { mapExamples } from "./batch-trace.ts";
import { type Linearization, linearize } from "./linearize.ts";

/** What `jacobian` does, before types. */
export const jacobianOf =
  (f: (...inputs: unknown[]) => AnyTree<Tensor>, argument: number, mode: "forward" | "reverse" | undefined) =>
  (...inputs: unknown[]): unknown => {
    // a tree like the argument takes the place of each leaf of the result: never fits there
    const linear = linearize<never, AnyTree<Tensor>, unknown[]>("jacobian", f, inputs, argument);
    const { leaves, paths, rebuild } = linear.outputs;
    leaves.forEach(({ dtype }, k) => {
      if (!isFloat(dtype))
        throw new DTypeError(
          `jacobian: ${paths[k] || "the result"} must be of a floating-point type to have a derivative, got ${dtype}; leave it out or cast it?`,
        );
    });
    const isForward = mode ? mode === "forward" : countOf(linear.inputs.leaves) < countOf(leaves);
    const blocks = isForward ? byColumns(linear) : byRows(linear);
    return rebuild(blocks.map((block) => linear.inputs.rebuild(block)));
  };

/** For each output, for each input, the derivatives [...output, ...input]. */
type Blocks = readonly (readonly Tensor[])[];
type Linear = Linearization<unknown, unknown>;

function byRows({ inputs, outputs: { leaves }, pull }: Linear): Blocks {
  const rows = mapBasis(pull, leaves);
  return split(leaves).map(([start, end], k) =>
    inputs.leaves.map(({ shape }, i) => reshape(slice(rows[i]!, [[start, end]]), [...leaves[k]!.shape, ...shape])),
  );
}

function byColumns({ inputs, outputs: { leaves }, push }: Linear): Blocks {
  const columns = mapBasis(push, inputs.leaves);
  const parts = split(inputs.leaves);
  return leaves.map((leaf, k) =>
    parts.map(([start, end], i) => {
      const part = slice(columns[k]!, [[start, end]]);
      return reshape(moveAxis(part, 0, -1), [...leaf.shape, ...inputs.leaves[i]!.shape]);
    }),
  );
}

/** A linear function of some tensors at every vector of the standard basis; the results stand along a new first axis. */
function mapBasis(f: (vectors: readonly Tensor[]) => readonly Tensor[], specs: readonly Spec[]): readonly Tensor[] {
  const count = countOf(specs);
  const basis = split(specs).map(([start, end], k) => {
    const { shape, dtype } = specs[k]!;
    return reshape(slice(eye(count, count, dtype), [null, [start, end]]), [count, ...shape]);
  });
  return mapExamples(
    f,
    basis,
    basis.map(() => true),
    count,
  );
}

const countOf = (specs: readonly Spec[]): number => specs.reduce((total, { shape }) => total + sizeOf(shape), 0);

/** From where to where the elements of each tensor go when all are put in a row. */
function split(specs: readonly Spec[]): (readonly [number, number])[] {
  let end = 0;
  return specs.map(({ shape }) => {
    const start = end;
    end += sizeOf(shape);
    return [start, end];
  });
}
