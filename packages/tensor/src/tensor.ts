/// <reference lib="esnext.disposable" preserve="true" />
import { allocate, type DType, type Numbers } from "./dtype.ts";
import { ShapeError, TraceError } from "./errors.ts";
import { copyRow } from "./internal/copy-rows.ts";
import { nest } from "./internal/nest.ts";
import { numeral } from "./internal/numeral.ts";
import { reshapedStrides } from "./internal/reshaped-strides.ts";
import { runRows } from "./internal/run-rows.ts";
import type { Trace } from "./primitive.ts";
import { contiguousStrides, formatShape, type Shape, sizeOf } from "./shape.ts";

/** Where the elements are: element (i, j, ...) stands at `offset + i * strides[0] + j * strides[1] + ...`. */
export interface View {
  readonly buffer: Numbers;
  readonly strides: Shape;
  readonly offset: number;
}

/** What is known of a tensor before it has a value. */
export interface Spec {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Numbers in nested arrays, one level an axis. */
export type NestedNumbers = number | NestedNumbers[];

const BRAND = /* @__PURE__ */ Symbol.for("@adjoint/tensor");
const INSPECT = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");

/** Members named by symbols: the mark of a tensor, what Node.js prints of one, and what `using` calls at the end. */
const Marked: new () => Disposable = /* @__PURE__ */ (() =>
  class {
    [BRAND](): void {}
    [INSPECT](this: Tensor): string {
      return `Tensor ${this.toString()}`;
    }
    // an engine without `using` has no such symbol, and a method that nobody calls
    [Symbol.dispose](this: Tensor): void {
      this.dispose();
    }
  })();

/**
 * An array of numbers of one type with any number of axes: a value (it has a view of a buffer), or a stand-in
 * for one inside a function that is being traced (it has a trace).
 *
 * Immutable by contract. Make one with `tensor(values)`, `zeros(shape)` and their like, never with `new`; the
 * constructor is public for interpreters, which extend the class.
 */
export class Tensor extends Marked {
  // declared alone: the constructor makes them
  declare readonly shape: Shape;
  declare readonly dtype: DType;
  declare readonly view: View | undefined;
  declare readonly trace: Trace | undefined;

  constructor(shape: Shape, dtype: DType, view: View | undefined, trace?: Trace) {
    super();
    this.shape = shape;
    this.dtype = dtype;
    this.view = view;
    this.trace = trace;
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The elements in row-major order, as soon as they are there. Contiguous data is not copied: do not write to it. */
  async data(): Promise<Numbers> {
    return this.dataSync();
  }

  /**
   * The elements in row-major order. Contiguous data is not copied: do not write to it.
   * @throws TraceError inside a traced function.
   */
  dataSync(): Numbers {
    const view = viewOf(this, "dataSync");
    const { buffer, offset, strides } = view;
    const size = this.size;
    if (isContiguous(this.shape, strides))
      return size === buffer.length ? buffer : buffer.subarray(offset, offset + size);
    const copy = allocate(this.dtype, size);
    runRows(copyRow, this.shape, copy, [view]);
    return copy;
  }

  /** The only element, as a number (a `bool` as 0 or 1). @throws ShapeError unless there is exactly one. */
  item(): number {
    if (this.size !== 1)
      throw new ShapeError(`item: one element is needed, got shape ${formatShape(this.shape)}; use toArray()?`);
    const { buffer, offset } = viewOf(this, "item");
    return buffer[offset]!;
  }

  /** The elements as nested arrays of numbers (a `bool` as 0 or 1); a scalar as a number. */
  toArray(): NestedNumbers {
    return nest<NestedNumbers>(
      this.shape,
      viewOf(this, "toArray"),
      (value) => value,
      (entries) => entries,
    );
  }

  /**
   * Gives memory outside of the garbage collector's reach back early: what a compiled function returned may be on a device or
   * in WebAssembly. The tensor has no values afterwards. An ordinary tensor has no such memory and stays as it is.
   */
  dispose(): void {}

  /** Type, shape and values, long axes shortened: `float32 [2,2] [[1, 2], [3, 4]]`. */
  override toString(): string {
    const { shape, dtype, view } = this;
    const print = (value: number) => numeral(value, dtype);
    const values = view ? nest(shape, view, print, (entries) => `[${entries.join(", ")}]`, "...") : "(traced)";
    return `${dtype} ${formatShape(shape)} ${values}`;
  }
}

/** Is it a tensor of this copy of the package? One of another copy throws: their traces would not see each other. */
export function isTensor(value: unknown): value is Tensor {
  if (value instanceof Tensor) return true;
  if (BRAND in Object(value))
    throw new TypeError(
      "tensor: a tensor of one copy of @adjoint/tensor is needed, got two; keep one, it is a peer dependency?",
    );
  return false;
}

/** The data of a tensor that has some; `name` is the operation that wants it. */
export function viewOf(t: Tensor, name = "kernel"): View {
  if (t.view) return t.view;
  const reason =
    t.trace?.reason ??
    "a traced tensor has no values to read; compute with operations, return the tensor and read it outside";
  throw new TraceError(`${name}: ${reason}`);
}

/** Do the elements lie side by side, in row-major order? */
export const isContiguous = (shape: Shape, strides: Shape): boolean =>
  sizeOf(shape) < 2 || reshapedStrides(shape, strides, [sizeOf(shape)])?.[0] === 1;

/** A tensor that sees a buffer; what every kernel ends with. */
export function fromBuffer(
  buffer: Numbers,
  { shape, dtype }: Spec,
  strides: Shape = contiguousStrides(shape),
  offset = 0,
): Tensor {
  return new Tensor(shape, dtype, { buffer, strides, offset });
}
