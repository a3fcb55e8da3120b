import type { Spec, Tensor } from "./tensor.ts";

/** A derivative is a thunk, so that one which nobody needs never runs; null: there is none. */
export type Pullback = (() => Tensor) | null;

/** An interpreter at work on a function: it sees each operation whose inputs carry it. */
export interface Trace {
  /** From `nextTraceId`. Ids only ever grow, so the newest trace is the innermost. */
  readonly id: number;
  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[];
  /** What to say to who reads a tensor of this trace, if not that it is traced. */
  readonly reason?: string;
}

// Method types: a Primitive of known inputs is then a Primitive to an interpreter, which erases them.
type Vjp<I, O, A> = {
  rule(cotangents: O, inputs: I, outputs: O, attributes: A): { readonly [K in keyof I]: Pullback };
}["rule"];
type Batch<I, O, A> = { rule(inputs: I, batched: readonly boolean[], attributes: A, size: number): O }["rule"];

/**
 * An operation: what it is called, which shapes it makes, how it is computed, what its derivative is.
 * Everything else is composed of primitives. One of yours is an object of this type, as ours are: nothing tells them
 * apart.
 */
export interface Primitive<
  I extends readonly Tensor[] = readonly Tensor[],
  O extends readonly Tensor[] = readonly Tensor[],
  A = unknown,
> {
  readonly name: string;
  /**
   * What an interpreter may rely on. "elementwise": each element of the only output comes from the elements at its place
   * of the inputs, which all have its shape. "view": the kernel gives the only input other strides wherever strides can
   * express the result, and copies elsewhere.
   */
  readonly kind?: "elementwise" | "view";
  /** Shapes and types of the outputs; throws ShapeError or DTypeError for inputs that do not fit. */
  shape(inputs: I, attributes: A): { readonly [K in keyof O]: Spec };
  /** The reference computation. Inputs have values and fit; `outputs` is what `shape` returned. */
  kernel(inputs: I, attributes: A, outputs: { readonly [K in keyof O]: Spec }): O;
  /**
   * Cotangents of the inputs from those of the outputs, by ordinary operations and linear in the cotangents:
   * derivatives of every order and forward mode follow from it. One may have the shape that its input was stretched to
   * by broadcasting: `sumTo` the shape of the input is then the interpreter's. null: not differentiable.
   */
  readonly vjp: Vjp<I, O, A> | null;
  /**
   * The operation on a batch of examples: batched inputs carry the batch axis first, and so must all outputs.
   * null: an elementwise one is done to all examples at once, any other example by example.
   */
  readonly batch: Batch<I, O, A> | null;
}

let newestId = 0;
export const nextTraceId = (): number => ++newestId;

/** The innermost interpreter among those that the inputs carry. */
export function newestTrace(inputs: readonly Tensor[]): Trace | undefined {
  let newest: Trace | undefined;
  for (const { trace } of inputs) if (trace && (!newest || trace.id > newest.id)) newest = trace;
  return newest;
}

/** Computes the outputs of a primitive in place of its kernel; undefined where it leaves them to it. */
export type EagerKernel = (
  primitive: Primitive,
  inputs: readonly Tensor[],
  attributes: unknown,
  outputs: readonly Spec[],
) => readonly Tensor[] | undefined;

let eagerKernel: EagerKernel | undefined;
/** What `useKernels` chose. */
export const setEagerKernel = (kernel: EagerKernel | undefined): void => {
  eagerKernel = kernel;
};

/** The only gate: the newest trace among the inputs records the operation; without one the kernel runs. */
export function bind<I extends readonly Tensor[], O extends readonly Tensor[], A>(
  primitive: Primitive<I, O, A>,
  inputs: I,
  attributes: A,
): O {
  const trace = newestTrace(inputs);
  if (trace) return trace.record(primitive, inputs, attributes) as O; // a trace returns what the kernel would
  const specs = primitive.shape(inputs, attributes);
  const outputs = eagerKernel?.(primitive, inputs, attributes, specs) as O | undefined; // likewise
  return outputs ?? primitive.kernel(inputs, attributes, specs);
}
