import { type Shape, type Tensor, zeros } from "@adjoint/tensor";
import { countNumbers, type Definitions, initialize } from "./internal/initialize.ts";
import { type LayerOutline, outline } from "./internal/outline.ts";
import type { ApplyOptions, Layer, OptionsFor } from "./layer.ts";

/** A layer with a state, in few words. */
export interface StatefulLayerDefinition<P, S> extends LayerOutline<P> {
  /** What is in the state. It starts from constants: initializers get a key of zeros. */
  readonly state: (inputShape: Shape) => Definitions<S>;
  /** The output, and the state for the next step, which no gradient should reach. */
  readonly apply: (params: P, x: Tensor, options: ApplyOptions & { readonly state: S }) => [output: Tensor, state: S];
}

/**
 * A layer with a state: it is given the old one and gives back the new one.
 *
 * @throws when it is applied, TypeError without a state.
 */
export function defineStatefulLayer<P, S>({ state, apply, ...definition }: StatefulLayerDefinition<P, S>): Layer<P, S> {
  const outlined = outline<P>(definition);
  const applyWithState = (params: P, x: Tensor, ...[options]: OptionsFor<S>): [Tensor, S] =>
    apply(params, x, { ...options, state: given(outlined.name, options?.state) });
  return {
    ...outlined,
    initState: (inputShape) => {
      definition.outputShape(inputShape); // says what does not fit
      return initialize(state(inputShape), zeros([2], "int32"));
    },
    apply: (params, x, ...options) => applyWithState(params, x, ...options)[0],
    applyWithState,
    describe: (inputShape) => ({ ...outlined.describe(inputShape), state: countNumbers(state(inputShape)) }),
  };
}

function given<S>(name: string, state: S | undefined): S {
  if (state === undefined || Object.keys(state as object).length === 0)
    throw new TypeError(`${name}: its state is needed, got none; pass { state: model.initState(inputShape) }?`);
  return state;
}
