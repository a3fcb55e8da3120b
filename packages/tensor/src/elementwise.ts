import type { Operand } from "./align.ts";
import {
  type Binary,
  type Each,
  fromLoop,
  type LoopDefinition,
  loopBinary,
  loopPrimitive,
  loopUnary,
  type Unary,
  type Values,
} from "./elementwise-loop.ts";
import type { RowLoop } from "./internal/run-rows.ts";
import type { Primitive, Pullback } from "./primitive.ts";
import type { Tensor } from "./tensor.ts";

/** The operation on numbers, or its loop. */
type Computation<V extends Values> =
  | { readonly compute: (...values: V) => number; readonly loop?: never }
  | (Pick<LoopDefinition<V>, "loop"> & { readonly compute?: never });
type ElementwiseVjp<V> = {
  rule(cotangent: Tensor, inputs: Each<V, Tensor>, output: Tensor): Each<V, Pullback>;
}["rule"];
type Definition<V extends Values> = Omit<LoopDefinition<V>, "loop" | "vjp"> &
  Computation<V> & { readonly vjp: ElementwiseVjp<V> | null };

/**
 * Makes an operation on numbers one on tensors: operands are aligned (numbers take the type of the tensors, shapes
 * broadcast) before the gate, so that a rule sees equal shapes and only `broadcastTo` is ever summed for.
 * @example const cube = elementwise({ name: "cube", compute: (x: number) => x ** 3, vjp: (c, [x]) => [() => multiply(c, multiply(square(x), 3))] })
 */
export const elementwise = <V extends Values>(definition: Definition<V>): ((...operands: Each<V, Operand>) => Tensor) =>
  fromLoop(withLoop(definition));

/** An operation on one tensor or number. Like `binary` it takes no more arguments, so `xs.map(exp)` is safe. */
export const unary = (definition: Definition<[number]>): Unary => loopUnary(withLoop(definition));

/** An operation on two tensors or numbers; `xs.reduce(add)` is safe. */
export const binary = (definition: Definition<[number, number]>): Binary => loopBinary(withLoop(definition));

/** The primitive alone, for inputs that are aligned already. The result has the type of the last input. */
export const elementwisePrimitive = <V extends Values>(
  definition: Definition<V>,
): Primitive<readonly Tensor[], [Tensor], undefined> => loopPrimitive(withLoop(definition));

/** A loop that calls a function an element is for operations that cost more than the call. */
const withLoop = <V extends Values>({ compute, loop, vjp, ...rest }: Definition<V>): LoopDefinition<V> => ({
  ...rest,
  loop: loop ?? computeLoop(compute as unknown as (...values: number[]) => number), // V is one to three numbers
  vjp: vjp && (([cotangent], inputs, [output]) => vjp(cotangent, inputs, output)),
});

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
