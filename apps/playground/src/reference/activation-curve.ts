import * as activations from "@adjoint/activations";
import { multiply, onesLike, randomKey, slice, stack, type Tensor, tensor } from "@adjoint/tensor";
import type { GraphSettings } from "./graph-messages.ts";

/** A function of one number, as a tensor []. */
export type Curve = (x: Tensor) => Tensor;

const first = (x: Tensor): Tensor => slice(x, [0]);
const zero = (x: Tensor): Tensor => multiply(x, 0);

/** The first of three numbers, of which it is the one that moves. */
const ofThree =
  (of: (x: Tensor) => Tensor): Curve =>
  (x) =>
    first(of(stack([x, zero(x), zero(x)])));

/** Activations that take more than a number and settings. */
const special: Readonly<Record<string, (settings: GraphSettings) => Curve>> = {
  prelu: () => (x) => activations.prelu(x, tensor(0.25, { dtype: "float64" })),
  rrelu: (settings) => (x) => activations.rrelu(x, randomKey(1), settings),
  softmax: () => ofThree((x) => activations.softmax(x)),
  logSoftmax: () => ofThree((x) => activations.logSoftmax(x)),
  softmin: () => ofThree((x) => activations.softmin(x)),
  sparsemax: () => ofThree((x) => activations.sparsemax(x)),
  gumbelSoftmax: (settings) => ofThree((x) => activations.gumbelSoftmax(x, randomKey(1), settings)),
  glu: () => (x) => first(activations.glu(stack([onesLike(x), x]))),
  swiglu: () => (x) => activations.swiglu(x, onesLike(x)),
  geglu: (settings) => (x) => activations.geglu(x, onesLike(x), settings),
  maxout: ({ pieces = 2 }) => {
    // lines of different slopes, from -0.5 to 1
    const slopes = Array.from({ length: Number(pieces) }, (_, i) => 1 - (1.5 * i) / Math.max(Number(pieces) - 1, 1));
    return (x) =>
      first(activations.maxout(stack(slopes.map((slope) => multiply(x, slope))), { pieces: Number(pieces) }));
  },
};

type Activation = (x: Tensor, settings: GraphSettings) => Tensor;

export function activationCurve(name: string, settings: GraphSettings): Curve | undefined {
  const made = special[name]?.(settings);
  if (made) return made;
  // the rest take a tensor and settings, which they check
  const activation = (activations as unknown as Readonly<Record<string, Activation>>)[name];
  return activation && ((x) => activation(x, settings));
}
