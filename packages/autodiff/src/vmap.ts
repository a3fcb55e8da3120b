import {
  bind,
  broadcastTo,
  formatShape,
  isTensor,
  moveAxis,
  nextTraceId,
  type Primitive,
  ShapeError,
  slice,
  stack,
  Tensor,
  type Trace,
  TraceError,
} from "@adjoint/tensor";
import { mapTree, mapTreeWithPath } from "@adjoint/tree";

/** Stands for one example of a batch. */
class Batched extends Tensor {
  /** All examples, along the first axis. */
  readonly examples: Tensor;
  constructor(trace: Trace, examples: Tensor) {
    super(examples.shape.slice(1), examples.dtype, undefined, trace);
    this.examples = examples;
  }
}

class BatchTrace implements Trace {
  readonly id: number = nextTraceId();
  /** The number of examples; undefined until the first is seen. */
  size: number | undefined;
  isFinished = false;

  owns(t: Tensor): t is Batched {
    return t.trace === this;
  }

  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
    if (this.isFinished)
      throw new TraceError(`${primitive.name}: a tensor outlived the function it was mapped in; return it from there`);
    const examples = inputs.map((t) => (this.owns(t) ? t.examples : t));
    const batched = inputs.map((t) => this.owns(t));
    const size = this.size!;
    const outputs = primitive.batch
      ? primitive.batch(examples, batched, attributes, size)
      : oneByOne(primitive, examples, batched, attributes, size);
    return outputs.map((t) => new Batched(this, t));
  }
}

/** For a primitive without a batching rule: each example alone, the results stacked. */
function oneByOne(
  primitive: Primitive,
  inputs: readonly Tensor[],
  batched: readonly boolean[],
  attributes: unknown,
  size: number,
): readonly Tensor[] {
  if (size === 0)
    throw new ShapeError(`${primitive.name}: an empty batch has no example to run; check its size before`);
  const results = Array.from({ length: size }, (_, i) =>
    bind(
      primitive,
      inputs.map((t, k) => (batched[k] ? slice(t, [i]) : t)),
      attributes,
    ),
  );
  return results[0]!.map((_, k) => stack(results.map((outputs) => outputs[k]!)));
}

export interface VmapOptions {
  /** For each argument the axis of the examples, or null for an argument that all share; default 0 for all. */
  readonly inAxes?: readonly (number | null)[];
  /** Where the axis of the examples stands in the results; default 0. */
  readonly outAxes?: number;
}

/**
 * A function of one example, made one of a batch: operations run on all examples at once, none is written twice.
 * Arguments may be trees; a leaf that is no tensor is shared. Results that do not depend on an example are repeated.
 * @throws ShapeError when the arguments disagree about the number of examples.
 * @example vmap((x: Tensor, w: Tensor) => dot(x, w), { inAxes: [0, null] })(batch, weights) // [n, d], [d] -> [n]
 */
export function vmap<A extends readonly unknown[], R>(
  f: (...inputs: A) => R,
  { inAxes, outAxes = 0 }: VmapOptions = {},
): (...inputs: A) => R {
  return (...inputs) => {
    const trace = new BatchTrace();
    const wrap =
      (axis: number) =>
      (path: string, leaf: unknown): unknown => {
        if (!isTensor(leaf)) return leaf;
        if (leaf.rank === 0)
          throw new ShapeError(
            `vmap: ${path || "an argument"} is a scalar and has no examples; share it by null in inAxes?`,
          );
        const examples = moveAxis(leaf, axis, 0);
        const [size] = examples.shape;
        if (trace.size !== undefined && trace.size !== size)
          throw new ShapeError(
            `vmap: all arguments need the same number of examples, got ${trace.size} and ${formatShape(leaf.shape)}; check inAxes?`,
          );
        trace.size = size;
        return new Batched(trace, examples);
      };
    const stand = inputs.map((input, i) => {
      const axis = inAxes ? inAxes[i] : 0;
      return axis === null || axis === undefined ? input : mapTreeWithPath(wrap(axis), input);
    });
    const result = f(...(stand as unknown as A)); // the same trees, with stand-ins for leaves
    trace.isFinished = true;
    if (trace.size === undefined)
      throw new ShapeError("vmap: at least one argument must bring examples; check inAxes?");
    const size = trace.size;
    return mapTree((leaf: unknown) => {
      if (!isTensor(leaf)) return leaf;
      const examples = trace.owns(leaf) ? leaf.examples : broadcastTo(leaf, [size, ...leaf.shape]);
      return moveAxis(examples, 0, outAxes);
    }, result) as R; // form and types stay
  };
}
