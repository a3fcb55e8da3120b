import { bind, broadcastTo, expandBatch, type Primitive, slice, stack, sum, Tensor, zeros } from "@adjoint/tensor";
import { type Call, checkCaptured, runCall } from "./run-call.ts";
import { checkAlive, Scope } from "./scope.ts";

/** Stands for one example of a batch. */
class Batched extends Tensor {
  /** All examples, along the first axis. */
  readonly examples: Tensor;
  constructor(trace: BatchTrace, examples: Tensor) {
    super(examples.shape.slice(1), examples.dtype, undefined, trace);
    this.examples = examples;
  }
}

/** What a function does to one example, done to all of them. */
export class BatchTrace extends Scope {
  readonly size: number;
  constructor(size: number) {
    super();
    this.size = size;
  }

  /** A stand-in for one of the examples along the first axis. */
  example(examples: Tensor): Tensor {
    return new Batched(this, examples);
  }

  /** All examples of what was computed, along the first axis; what is the same for all is repeated. */
  examplesOf(t: Tensor): Tensor {
    const value = this.#lower(t);
    checkAlive("vmap", value);
    return this.#owns(t) ? value : broadcastTo(value, [this.size, ...t.shape]);
  }

  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
    this.checkOpen(primitive.name);
    const batched = inputs.map((t) => this.#owns(t));
    const examples = inputs.map((t) => this.#lower(t));
    const outputs = batch(primitive, examples, batched, attributes, this.size);
    return outputs.map((t) => new Batched(this, t));
  }

  override call(call: Call, inputs: readonly Tensor[]): readonly Tensor[] {
    this.checkOpen(call.name);
    const batched = inputs.map((t) => this.#owns(t));
    const outputs = runCall(
      batchCall(call, batched, this.size),
      inputs.map((t) => this.#lower(t)),
    );
    checkCaptured(this, call, outputs);
    return outputs.map((t) => new Batched(this, t));
  }

  #lower(t: Tensor): Tensor {
    return this.#owns(t) ? t.examples : t;
  }

  #owns(t: Tensor): t is Batched {
    return t.trace === this;
  }
}

/** An operation on all examples, by its rule or by what is known of its kind. */
function batch(
  primitive: Primitive,
  inputs: readonly Tensor[],
  batched: readonly boolean[],
  attributes: unknown,
  size: number,
): readonly Tensor[] {
  if (primitive.batch) return primitive.batch(inputs, batched, attributes, size);
  if (primitive.kind === "elementwise") return bind(primitive, expandBatch(inputs, batched, size), attributes);
  return oneByOne(primitive, inputs, batched, attributes, size);
}

/** For a primitive without a batching rule: each example alone, the results stacked. */
function oneByOne(
  primitive: Primitive,
  inputs: readonly Tensor[],
  batched: readonly boolean[],
  attributes: unknown,
  size: number,
): readonly Tensor[] {
  if (size === 0) {
    const examples = inputs.map((t, k) => (batched[k] ? zeros(t.shape.slice(1), t.dtype) : t));
    return primitive.shape(examples, attributes).map(({ shape, dtype }) => zeros([0, ...shape], dtype));
  }
  const results = Array.from({ length: size }, (_, i) =>
    bind(
      primitive,
      inputs.map((t, k) => (batched[k] ? slice(t, [i]) : t)),
      attributes,
    ),
  );
  return results[0]!.map((_, k) => stack(results.map((outputs) => outputs[k]!)));
}

/** The call for a whole batch: what it runs and its derivative, both mapped over the examples. */
const batchCall = (call: Call, batched: readonly boolean[], size: number): Call => ({
  name: call.name,
  isTransparent: call.isTransparent,
  run: (inputs) => mapExamples(call.run, inputs, batched, size),
  pull: (cotangents, inputs, outputs, isWanted) => {
    const [first, second] = [cotangents.length, cotangents.length + inputs.length];
    const wanted = isWanted.flatMap((is, i) => (is ? [i] : []));
    const pullOne = (all: readonly Tensor[]): Tensor[] => {
      const values = all.slice(first, second);
      const gradients = call.pull(all.slice(0, first), values, all.slice(second), isWanted);
      return wanted.map((i) => gradients[i] ?? zeros(values[i]!.shape, values[i]!.dtype));
    };
    const carries = [...cotangents.map(() => true), ...batched, ...outputs.map(() => true)];
    const gradients = mapExamples(pullOne, [...cotangents, ...inputs, ...outputs], carries, size);
    // what all examples share gets the gradients of all of them
    const summed = gradients.map((gradient, k) => (batched[wanted[k]!] ? gradient : sum(gradient, { axis: 0 })));
    return inputs.map((_, i) => summed[wanted.indexOf(i)] ?? null);
  },
});

/** A function of some tensors, run on all examples of those that are batched; results have the examples first. */
export function mapExamples(
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
  inputs: readonly Tensor[],
  batched: readonly boolean[],
  size: number,
): Tensor[] {
  const trace = new BatchTrace(size);
  const stands = inputs.map((t, i) => (batched[i] ? trace.example(t) : t));
  return trace.run("vmap", f, [stands]).map((t) => trace.examplesOf(t));
}
