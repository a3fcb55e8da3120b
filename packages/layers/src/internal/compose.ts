import { foldIn, type Shape, type Tensor } from "@adjoint/tensor";
import type { Description } from "../description.ts";
import type { AnyLayer, ApplyOptions, Layer, OptionsFor } from "../layer.ts";
import type { Layers, ParamsOfAll, StateOfAll } from "../layers.ts";

type Call<V> = (value: V) => V;

/** How values run through layers, which are called in any order, each once. Shapes run the same way. */
export interface Flow {
  readonly shape: (input: Shape, layers: readonly Call<Shape>[]) => Shape;
  readonly tensor: (input: Tensor, layers: readonly Call<Tensor>[], options: ApplyOptions) => Tensor;
  /** What the layer does beside those that it is made of, as in `Description`; default 0. */
  readonly flops?: (inputShape: Shape) => number;
}

/** Several layers as one. */
export function compose<L extends Layers>(name: string, layers: L, flow: Flow): Layer<ParamsOfAll<L>, StateOfAll<L>> {
  const members = Object.entries<AnyLayer>(layers);
  const isList = Array.isArray(layers);
  checkMembers(name, members, isList);

  /** What `make` gives for each layer and the shape that reaches it, and the shape that leaves. */
  const alongShapes = <T>(inputShape: Shape, make: (layer: AnyLayer, shape: Shape, i: number) => T) => {
    const made: T[] = [];
    const calls = members.map(([, layer], i) => (shape: Shape): Shape => {
      made[i] = make(layer, shape, i);
      return layer.describe(shape).outputShape;
    });
    return { output: flow.shape(inputShape, calls), made };
  };
  /** What belongs to each layer, under its name. */
  const named = (all: readonly object[]): object =>
    isList ? all : Object.fromEntries(members.flatMap(([key], i) => (isEmpty(all[i]!) ? [] : [[key, all[i]!]])));
  const namedState = (all: readonly object[]): StateOfAll<L> => (all.every(isEmpty) ? {} : named(all)) as StateOfAll<L>; // as the type describes it

  const applyWithState = (
    params: ParamsOfAll<L>,
    x: Tensor,
    ...[options = {}]: [options?: ApplyOptions & { readonly state?: unknown }]
  ): [Tensor, StateOfAll<L>] => {
    const next: object[] = members.map(() => ({}));
    const of = (tree: unknown, key: string): object => (tree as Record<string, object> | undefined)?.[key] ?? {}; // left out when empty
    const calls = members.map(([key, layer], i) => (value: Tensor): Tensor => {
      const [output, state] = layer.applyWithState(of(params, key), value, {
        ...options,
        key: options.key && foldIn(options.key, i),
        state: of(options.state, key),
      });
      next[i] = state;
      return output;
    });
    return [flow.tensor(x, calls, options), namedState(next)];
  };

  return {
    name,
    init: (key, inputShape) =>
      named(
        alongShapes(inputShape, (layer, shape, i) => layer.init(foldIn(key, i), shape) as object).made,
      ) as ParamsOfAll<L>, // as the type describes it
    initState: (inputShape) => namedState(alongShapes(inputShape, (layer, shape) => layer.initState(shape)).made),
    apply: (params, x, ...options: OptionsFor<StateOfAll<L>>) => applyWithState(params, x, ...options)[0],
    applyWithState: (params, x, ...options: OptionsFor<StateOfAll<L>>) => applyWithState(params, x, ...options),
    describe: (inputShape) => {
      const { output, made } = alongShapes(inputShape, (layer, shape) => layer.describe(shape));
      return {
        name,
        inputShape,
        outputShape: output,
        parameters: total(made, ({ parameters }) => parameters),
        state: total(made, ({ state }) => state),
        flops: total(made, ({ flops }) => flops) + (flow.flops?.(inputShape) ?? 0),
        children: Object.fromEntries(members.map(([key], i) => [key, made[i]!])),
      };
    },
  };
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

const total = (all: readonly Description[], count: (one: Description) => number): number =>
  all.reduce((sum, one) => sum + count(one), 0);

function checkMembers(name: string, members: readonly (readonly [string, AnyLayer])[], isList: boolean): void {
  if (members.length === 0) throw new RangeError(`${name}: at least one layer is needed, got none; add one?`);
  for (const [key, layer] of members) {
    if (typeof layer?.applyWithState !== "function")
      throw new TypeError(
        `${name}: layers are needed, got ${typeof layer} as ${key}; wrap a function in activation()?`,
      );
    if (!isList && /^\d+$/.test(key))
      throw new RangeError(
        `${name}: names must not be numbers, which an object puts first, got ${key}; use a list, or layer${key}?`,
      );
  }
}
