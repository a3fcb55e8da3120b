/**
 * Operations as methods: after `import "@adjoint/tensor/fluent"`, `x.add(y)` is `add(x, y)` for every tensor, with the
 * types and the documentation of the function.
 *
 * The one module of this package with an effect. It brings every operation into a bundle: where size matters, call the
 * functions.
 * @example x.subtract(x.mean({ axis: 0 })).square().sum()
 */
import * as operations from "./index.ts";
import { Tensor } from "./tensor.ts";

/** Every operation whose first argument is a tensor. */
const NAMES = [
  "abs",
  "acos",
  "add",
  "all",
  "any",
  "argMax",
  "argMin",
  "argSort",
  "asin",
  "atan",
  "atan2",
  "avgPool1d",
  "avgPool2d",
  "avgPool3d",
  "broadcastTo",
  "cast",
  "ceil",
  "cholesky",
  "clip",
  "conv1d",
  "conv1dTranspose",
  "conv2d",
  "conv2dTranspose",
  "conv3d",
  "conv3dTranspose",
  "cos",
  "cosh",
  "cumprod",
  "cumsum",
  "determinant",
  "divide",
  "dot",
  "eigh",
  "equal",
  "erf",
  "exp",
  "expandDims",
  "expm1",
  "flip",
  "floor",
  "greater",
  "greaterEqual",
  "inverse",
  "isFinite",
  "isNaN",
  "layerNorm",
  "less",
  "lessEqual",
  "log",
  "log1p",
  "logDeterminant",
  "logSoftmax",
  "logSumExp",
  "logicalAnd",
  "logicalNot",
  "logicalOr",
  "logicalXor",
  "matmul",
  "max",
  "maxPool1d",
  "maxPool2d",
  "maxPool3d",
  "maximum",
  "mean",
  "min",
  "minimum",
  "moveAxis",
  "multiply",
  "negate",
  "norm",
  "notEqual",
  "oneHot",
  "onesLike",
  "outer",
  "pad",
  "pow",
  "prod",
  "qr",
  "remainder",
  "repeat",
  "reshape",
  "round",
  "rsqrt",
  "scaledDotProductAttention",
  "scatterAdd",
  "scatterAddAlongAxis",
  "sign",
  "sin",
  "sinh",
  "slice",
  "softmax",
  "softplus",
  "solve",
  "sort",
  "split",
  "sqrt",
  "square",
  "squeeze",
  "standardDeviation",
  "stopGradient",
  "subtract",
  "sum",
  "svd",
  "swapAxes",
  "swapLastAxes",
  "take",
  "takeAlongAxis",
  "tan",
  "tanh",
  "tile",
  "topK",
  "transpose",
  "triangularSolve",
  "variance",
  "where",
  "zerosLike",
] as const;

type Name = (typeof NAMES)[number];
/** A function without its first argument, which becomes `this`. */
type Method<F> = F extends (first: never, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;
type Methods<Operations> = { readonly [K in keyof Operations]: Method<Operations[K]> };

declare module "./tensor.ts" {
  interface Tensor extends Methods<Pick<typeof operations, Name>> {}
}

const functions: Readonly<Record<string, unknown>> = operations;
for (const name of NAMES) {
  const operation = functions[name] as (...all: unknown[]) => unknown; // a function, as the type of `Methods` demands
  const methods = {
    [name](this: Tensor, ...rest: unknown[]): unknown {
      return operation(this, ...rest);
    },
  };
  Object.defineProperty(Tensor.prototype, name, { value: methods[name], configurable: true, writable: true });
}
