import {
  cast,
  concat,
  formatShape,
  isFloat,
  isTensor,
  randomKey,
  sameShape,
  type Shape,
  slice,
  type Tensor,
  uniform,
  zeros,
} from "@adjoint/tensor";
import { demand } from "@adjoint/tensor/testing";
import type { AnyLayer } from "./layer.ts";

/** `gradcheck` of @adjoint/autodiff, which the caller hands in: this package does not need it. */
export type Gradcheck = (f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]) => unknown;

export interface CheckLayerOptions {
  /** The shape of one example. */
  readonly inputShape: Shape;
  /** An input instead of random numbers, [batch, ...inputShape]; integers for tokens. */
  readonly x?: Tensor | undefined;
}

/**
 * The layer does what it describes: the same key gives the same parameters, as many as it counts; outputs have the
 * shape it says, example by example and for an empty batch; nothing is written to; a state keeps its form; derivatives
 * for input and parameters are those of differences.
 * @throws ConformanceError that names the layer; GradcheckError.
 * @example checkLayer(gated({ units: 4 }), gradcheck, { inputShape: [3] })
 */
export function checkLayer(layer: AnyLayer, gradcheck: Gradcheck, { inputShape, x }: CheckLayerOptions): void {
  const input = x ?? uniform(randomKey(1), [3, ...inputShape], { low: -1, high: 1, dtype: "float64" });
  const params = asDoubles(layer.init(randomKey(0), inputShape));
  const state = asDoubles(layer.initState(inputShape)) as object; // of the same form
  checkDescription(layer, inputShape, params, state);
  checkExamples(layer, params, state, input);
  const { leaves, rebuild } = leavesOf(params);
  const run = (moved: Tensor, all: readonly Tensor[]): Tensor => layer.apply(rebuild(all), moved, { state });
  if (isFloat(input.dtype)) gradcheck((moved, ...all) => run(moved, all), [input, ...leaves]);
  else if (leaves.length > 0) gradcheck((...all) => run(input, all), leaves);
}

function checkDescription(layer: AnyLayer, inputShape: Shape, params: unknown, state: object): void {
  const { name } = layer;
  const described = layer.describe(inputShape);
  const again = leavesOf(asDoubles(layer.init(randomKey(0), inputShape))).leaves;
  const { leaves } = leavesOf(params);
  const isSame = leaves.every((leaf, i) =>
    leaf.dataSync().every((value, k) => Object.is(value, again[i]!.dataSync()[k])),
  );
  demand(isSame, `${name}: the same key must give the same parameters; draw from the key alone`);
  const count = (all: readonly Tensor[]): number => all.reduce((total, { size }) => total + size, 0);
  demand(
    described.parameters === count(leaves),
    `${name}: describe must count ${count(leaves)} parameters, got ${described.parameters}`,
  );
  const inState = count(leavesOf(state).leaves);
  demand(
    described.state === inState,
    `${name}: describe must count ${inState} numbers of state, got ${described.state}`,
  );
}

function checkExamples(layer: AnyLayer, params: unknown, state: object, x: Tensor): void {
  const { name } = layer;
  const before = x.dataSync().slice();
  const output = layer.apply(params, x, { state });
  const wanted = layer.describe(x.shape.slice(1)).outputShape;
  const isShape = sameShape(output.shape, [x.shape[0]!, ...wanted]);
  demand(
    isShape,
    `${name}: the output must be ${formatShape([x.shape[0]!, ...wanted])} as it describes, got ${formatShape(output.shape)}`,
  );
  const alone = Array.from({ length: x.shape[0]! }, (_, i) => layer.apply(params, slice(x, [[i, i + 1]]), { state }));
  const isAlone = close(output, concat(alone));
  demand(isAlone, `${name}: outside of training, an example must not depend on the others`);
  const [same, next] = layer.applyWithState(params, x, { state });
  demand(close(same, output), `${name}: apply and applyWithState must give the same output`);
  const forms = [state, next].map((tree) =>
    leavesOf(tree)
      .leaves.map((t) => `${t.dtype} ${formatShape(t.shape)}`)
      .join(),
  );
  demand(forms[0] === forms[1], `${name}: the next state must have the form of the state, got ${forms[1]}`);
  const none = layer.apply(params, zeros([0, ...x.shape.slice(1)], x.dtype), { state });
  demand(none.shape[0] === 0, `${name}: of no examples the output must be empty, got ${formatShape(none.shape)}`);
  const isKept = x.dataSync().every((value, i) => Object.is(value, before[i]));
  demand(isKept, `${name}: the input must not be written to`);
}

const close = (a: Tensor, b: Tensor): boolean => {
  const values = b.dataSync();
  return a.dataSync().every((value, i) => Math.abs(value - values[i]!) <= 1e-12 * Math.max(1, Math.abs(values[i]!)));
};

interface Leaves {
  readonly leaves: readonly Tensor[];
  readonly rebuild: (leaves: readonly Tensor[]) => unknown;
}

/** The tensors of a tree of records and lists, in its order, and the same tree of others. */
function leavesOf(tree: unknown): Leaves {
  const leaves: Tensor[] = [];
  const visit = (node: unknown, f: (leaf: Tensor) => Tensor): unknown => {
    if (isTensor(node)) return f(node);
    if (Array.isArray(node)) return node.map((child) => visit(child, f));
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, f)]));
  };
  visit(tree, (leaf) => {
    leaves.push(leaf);
    return leaf;
  });
  return {
    leaves,
    rebuild: (others) => {
      let next = 0;
      return visit(tree, () => others[next++]!);
    },
  };
}

/** Parameters or a state in double precision, so that differences can tell. */
function asDoubles(tree: unknown): unknown {
  const { leaves, rebuild } = leavesOf(tree);
  return rebuild(leaves.map((t) => (isFloat(t.dtype) ? cast(t, "float64") : t)));
}
