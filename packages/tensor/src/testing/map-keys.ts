import { bind, nextTraceId, type Primitive, type Trace } from "../primitive.ts";
import { expandBatch } from "../primitives/broadcast.ts";
import { slice } from "../primitives/slice-pad-concat.ts";
import { Tensor } from "../tensor.ts";

class Example extends Tensor {
  readonly examples: Tensor;
  constructor(trace: Trace, examples: Tensor) {
    super(examples.shape.slice(1), examples.dtype, undefined, trace);
    this.examples = examples;
  }
}

/**
 * f of each key of [n, 2] at once, by the batching rules of the primitives that it is made of: the least interpreter
 * that can show whether they are right.
 */
export function mapKeys(f: (key: Tensor) => Tensor, keys: Tensor): Tensor {
  const trace: Trace = {
    id: nextTraceId(),
    record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
      const examples = inputs.map((t) => (t instanceof Example ? t.examples : t));
      const batched = inputs.map((t) => t instanceof Example);
      const count = keys.shape[0]!;
      if (primitive.kind !== "elementwise" && !primitive.batch)
        throw new Error(`${primitive.name} has no batching rule`);
      const outputs =
        primitive.batch?.(examples, batched, attributes, count) ??
        bind(primitive, expandBatch(examples, batched, count), attributes);
      return outputs.map((t) => new Example(trace, t));
    },
  };
  const result = f(new Example(trace, keys));
  if (!(result instanceof Example)) throw new Error("the result does not depend on the key");
  return result.examples;
}

/** f of each key of [n, 2], one after the other. */
export const eachKey = (f: (key: Tensor) => Tensor, keys: Tensor): Tensor[] =>
  Array.from({ length: keys.shape[0]! }, (_, i) => f(slice(keys, [i])));
