import { DTypeError, formatShape, isFloat, isTensor, ones, ShapeError, type Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { lowerTree, traceFunction } from "./internal/trace-function.ts";

/** A scalar, or a record of a scalar named `loss` and whatever else should come out. */
export type Loss = Tensor | { readonly loss: Tensor };

export interface GradOptions<K extends number> {
  /** The position of the argument to differentiate for; default 0. */
  readonly argument?: K;
}

/**
 * The value of a function and its derivative for one argument, a tensor or any tree of tensors.
 *
 * f returns a scalar, or `{ loss, ...auxiliary }`: the whole record then is the value, and `loss` is differentiated.
 * The gradients have the form and the types of the argument; a leaf that f does not use gets zeros.
 * @throws ShapeError when the loss is no scalar; DTypeError when a leaf is of an integer type; TypeError when f is
 * asynchronous or a leaf is no tensor.
 * @example const [loss, gradients] = valueAndGrad((params, x) => mean(square(predict(params, x))))(params, x)
 */
export function valueAndGrad<P extends TreeOf<P, Tensor>, A extends readonly unknown[], R extends Loss>(
  f: (params: P, ...rest: A) => R,
): (params: P, ...rest: A) => [value: R, gradients: P];
export function valueAndGrad<A extends readonly unknown[], R extends Loss, K extends number>(
  f: (...inputs: A) => R,
  options: GradOptions<K>,
): (...inputs: A) => [value: R, gradients: A[K]];
export function valueAndGrad<R extends Loss>(
  f: (...inputs: unknown[]) => R,
  { argument = 0 }: GradOptions<number> = {},
): (...inputs: unknown[]) => [value: R, gradients: unknown] {
  return (...inputs) => {
    const ofOne = (param: Tensor): R => f(...inputs.slice(0, argument), param, ...inputs.slice(argument + 1));
    const traced = traceFunction("grad", ofOne, inputs[argument] as Tensor); // a tree is checked leaf by leaf
    const loss = lossOf(traced.result);
    const gradients = traced.tape.pull(traced.sources, [loss], [ones([], loss.dtype)]);
    return [lowerTree(traced.tape, traced.result), traced.rebuild(gradients)];
  };
}

function lossOf(result: Loss): Tensor {
  const loss: unknown = isTensor(result) ? result : result?.loss;
  if (!isTensor(loss))
    throw new TypeError("grad: the function must return a scalar tensor or { loss, ... }; return its loss?");
  if (loss.rank > 0)
    throw new ShapeError(`grad: the loss must be a scalar, got ${formatShape(loss.shape)}; take its mean or sum?`);
  if (!isFloat(loss.dtype))
    throw new DTypeError(`grad: the loss must be of a floating-point type, got ${loss.dtype}; cast it?`);
  return loss;
}
