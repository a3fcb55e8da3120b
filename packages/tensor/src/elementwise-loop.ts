import { align, type Operand } from "./align.ts";
import type { Accepted } from "./check-type.ts";
import { allocate, type DType } from "./dtype.ts";
import { type RowLoop, runRows } from "./internal/run-rows.ts";
import { bind, type Primitive, type Pullback } from "./primitive.ts";
import { sizeOf } from "./shape.ts";
import { fromBuffer, type Tensor, viewOf } from "./tensor.ts";

export type Unary = (x: Operand) => Tensor;
export type Binary = (x: Operand, y: Operand) => Tensor;

export type Each<V, T> = { readonly [K in keyof V]: T };
type Vjp<V> = { rule(cotangents: [Tensor], inputs: Each<V, Tensor>, outputs: [Tensor]): Each<V, Pullback> }["rule"];

/** A number of each operand; loops read up to three. */
export type Values = readonly [number] | readonly [number, number] | readonly [number, number, number];

export interface LoopDefinition<V extends Values> {
  readonly name: string;
  /** Default: "number". */
  readonly accepts?: Accepted;
  /** The type of the result where it is not that of the operands. */
  readonly dtype?: DType;
  /** The operation on rows of numbers, for operations that a function call an element would slow down. */
  readonly loop: RowLoop;
  readonly vjp: Vjp<V> | null;
}

/** An operation on aligned operands: the core of `elementwise`, for a loop that is written out. */
export function fromLoop<V extends Values>(definition: LoopDefinition<V>): (...operands: Each<V, Operand>) => Tensor {
  const primitive = loopPrimitive(definition);
  const { name, accepts = "number" } = definition;
  return (...operands) => bind(primitive, align(name, accepts, operands), undefined)[0];
}

/** An operation on one tensor or number. Like `loopBinary` it takes no more arguments, so `xs.map(exp)` is safe. */
export function loopUnary(definition: LoopDefinition<[number]>): Unary {
  const apply = fromLoop(definition);
  return (x) => apply(x);
}

/** An operation on two tensors or numbers; `xs.reduce(add)` is safe. */
export function loopBinary(definition: LoopDefinition<[number, number]>): Binary {
  const apply = fromLoop(definition);
  return (x, y) => apply(x, y);
}

/** The primitive alone, for inputs that are aligned already. The result has the type of the last input. */
export function loopPrimitive<V extends Values>({
  name,
  loop,
  dtype,
  vjp,
}: LoopDefinition<V>): Primitive<readonly Tensor[], [Tensor], undefined> {
  return {
    name,
    kind: "elementwise",
    shape: (inputs) => {
      const { shape, dtype: common } = inputs.at(-1)!;
      return [{ shape, dtype: dtype ?? common }];
    },
    kernel: (inputs, _, [spec]) => {
      const out = allocate(spec.dtype, sizeOf(spec.shape));
      runRows(
        loop,
        spec.shape,
        out,
        inputs.map((t) => viewOf(t)),
      );
      return [fromBuffer(out, spec)];
    },
    vjp,
    batch: null,
  };
}
