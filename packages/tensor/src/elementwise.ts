import { checkTensor } from "./check-tensor.ts";
import { type Accepted, checkType } from "./check-type.ts";
import { allocate, type DType, holds } from "./dtype.ts";
import { DTypeError } from "./errors.ts";
import { constantOf } from "./internal/constant-of.ts";
import { type RowLoop, runRows } from "./internal/run-rows.ts";
import { bind, type Primitive, type Pullback } from "./primitive.ts";
import { expandBatch, expandTo } from "./primitives/broadcast.ts";
import { broadcastShapes, type Shape, sizeOf } from "./shape.ts";
import { fromBuffer, type Tensor, viewOf } from "./tensor.ts";

/** What an elementwise operation takes: a number becomes a tensor of the type of those it meets. */
export type Operand = Tensor | number;
export type Unary = (x: Operand) => Tensor;
export type Binary = (x: Operand, y: Operand) => Tensor;

type Each<V, T> = { readonly [K in keyof V]: T };
type ElementwiseVjp<V> = {
  rule(cotangent: Tensor, inputs: Each<V, Tensor>, output: Tensor): Each<V, Pullback>;
}["rule"];

/** A number of each operand; loops read up to three. */
type Values = readonly [number] | readonly [number, number] | readonly [number, number, number];

interface Definition<V extends Values> {
  readonly name: string;
  /** Default: "number". */
  readonly accepts?: Accepted;
  /** The type of the result where it is not that of the operands. */
  readonly dtype?: DType;
  readonly vjp: ElementwiseVjp<V> | null;
}
/** The operation on numbers, or on rows of them for the operations that a function call an element would slow down. */
type Computation<V extends Values> =
  | { readonly compute: (...values: V) => number; readonly loop?: never }
  | { readonly loop: RowLoop; readonly compute?: never };

/**
 * Makes an operation on numbers one on tensors: operands are aligned (numbers take the type of the tensors, shapes
 * broadcast) before the gate, so that a rule sees equal shapes and only `broadcastTo` ever sums.
 * @example const cube = elementwise({ name: "cube", compute: (x: number) => x ** 3, vjp: (c, [x]) => [() => multiply(c, multiply(square(x), 3))] })
 */
export function elementwise<V extends Values>(
  definition: Definition<V> & Computation<V>,
): (...operands: Each<V, Operand>) => Tensor {
  const primitive = elementwisePrimitive(definition);
  const { name, accepts = "number" } = definition;
  return (...operands) => bind(primitive, align(name, accepts, operands), undefined)[0];
}

/** An operation on one tensor or number. Like `binary` it takes no more arguments, so `xs.map(exp)` is safe. */
export function unary(definition: Definition<[number]> & Computation<[number]>): Unary {
  const apply = elementwise(definition);
  return (x) => apply(x);
}

/** An operation on two tensors or numbers; `xs.reduce(add)` is safe. */
export function binary(definition: Definition<[number, number]> & Computation<[number, number]>): Binary {
  const apply = elementwise(definition);
  return (x, y) => apply(x, y);
}

/** The primitive alone, for inputs that are aligned already. The result has the type of the last input. */
export function elementwisePrimitive<V extends Values>({
  name,
  compute,
  loop = computeLoop(compute as unknown as (...values: number[]) => number),
  dtype,
  vjp,
}: Definition<V> & Computation<V>): Primitive<readonly Tensor[], [Tensor], undefined> {
  const primitive: Primitive<readonly Tensor[], [Tensor], undefined> = {
    name,
    kind: "elementwise",
    shape: (inputs) => {
      const last = inputs[inputs.length - 1]!;
      return [{ shape: last.shape, dtype: dtype ?? last.dtype }];
    },
    kernel: (inputs, _, [spec]) => {
      const out = allocate(spec.dtype, sizeOf(spec.shape));
      runRows(loop, spec.shape, out, inputs.map(dataOf));
      return [fromBuffer(out, spec)];
    },
    vjp: vjp && (([cotangent], inputs, [output]) => vjp(cotangent, inputs as unknown as Each<V, Tensor>, output)),
    batch: (inputs, batched, _, size) => bind(primitive, expandBatch(inputs, batched, size), undefined),
  };
  return primitive;
}

const dataOf = (t: Tensor) => viewOf(t);

/** A loop that calls a function an element: for operations that cost more than the call. */
function computeLoop(compute: (...values: number[]) => number): RowLoop {
  if (compute.length === 1)
    return (out, at, end, x, p, i) => {
      for (; at < end; p += i) out[at++] = compute(x[p]!);
    };
  if (compute.length === 2)
    return (out, at, end, x, p, i, y, q, j) => {
      for (; at < end; p += i, q += j) out[at++] = compute(x[p]!, y[q]!);
    };
  return (out, at, end, x, p, i, y, q, j, z, r, k) => {
    for (; at < end; p += i, q += j, r += k) out[at++] = compute(x[p]!, y[q]!, z[r]!);
  };
}

/** Operands of one type and one shape. */
export function align(name: string, accepts: Accepted, operands: readonly Operand[]): readonly Tensor[] {
  const tensors = operands.filter((operand) => typeof operand !== "number");
  const dtype = commonType(name, accepts, tensors);
  const shape = broadcastShapes(
    name,
    tensors.map((t) => t.shape),
  );
  return operands.map((operand) => alignOne(name, operand, shape, dtype));
}

/** One operand as a tensor of a shape and a type that are known. */
export const alignOne = (name: string, operand: Operand, shape: Shape, dtype: DType): Tensor =>
  typeof operand === "number" ? constant(name, operand, shape, dtype) : expandTo(operand, shape);

/** The type that all tensors have (float32 where there are none). @throws TypeError for what is no tensor. */
export function commonType(name: string, accepts: Accepted, tensors: readonly Tensor[]): DType {
  for (const t of tensors) checkTensor(name, t);
  const dtype = tensors[0]?.dtype ?? "float32";
  for (const t of tensors)
    if (t.dtype !== dtype) throw new DTypeError(`${name}: types must match, got ${dtype} and ${t.dtype}; cast one?`);
  checkType(name, accepts, dtype);
  return dtype;
}

function constant(name: string, value: number, shape: Shape, dtype: DType): Tensor {
  if (!holds(dtype, value)) throw new DTypeError(`${name}: ${dtype} does not hold ${value}; cast the tensor first?`);
  return constantOf(shape, value, dtype);
}
