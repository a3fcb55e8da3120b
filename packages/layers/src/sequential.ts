import { compose } from "./internal/compose.ts";
import type { Layer } from "./layer.ts";
import type { Layers, ParamsOfAll, StateOfAll } from "./layers.ts";

/**
 * Layers one after the other. Parameters and state carry the names that the layers are given, or their places in a list.
 *
 * While training, layer i draws from `foldIn(key, i)`, and starts from it.
 * @throws RangeError when there is no layer, or a name is a number; TypeError when one is no layer.
 * @example
 * const model = sequential({ hidden: dense({ outputs: 32 }), relu: activation(relu), output: dense({ outputs: 10 }) });
 * const params = model.init(randomKey(0), [64]); // { hidden: { weights, bias }, output: { weights, bias } }
 */
export const sequential = <const L extends Layers>(layers: L): Layer<ParamsOfAll<L>, StateOfAll<L>> =>
  compose("sequential", layers, { shape: inTurn, tensor: inTurn });

const inTurn = <V>(input: V, layers: readonly ((value: V) => V)[]): V =>
  layers.reduce((value, layer) => layer(value), input);
