import type { RandomKey, Shape } from "@adjoint/tensor";
import type { Description } from "../description.ts";
import { countNumbers, type Definitions, initialize } from "./initialize.ts";

/** What can be said of a layer without applying it. Shapes are those of one example, without the axis of the batch. */
export interface LayerOutline<P> {
  readonly name: string;
  /** @throws ShapeError for examples that the layer cannot take. */
  readonly outputShape: (inputShape: Shape) => Shape;
  /** The shape of each parameter, and what it starts from. Default: there are none. */
  readonly parameters?: (inputShape: Shape) => Definitions<NoInfer<P>>;
  /** As in `Description`; default 0. */
  readonly flops?: (inputShape: Shape, outputShape: Shape) => number;
}

/** The members of a layer that follow from its outline. */
export interface Outlined<P> {
  readonly name: string;
  init(key: RandomKey, inputShape: Shape): P;
  describe(inputShape: Shape): Description;
}

export function outline<P>({
  name,
  outputShape,
  parameters = () => ({}) as Definitions<P>, // P has no fields then
  flops = () => 0,
}: LayerOutline<P>): Outlined<P> {
  return {
    name,
    init: (key, inputShape) => {
      outputShape(inputShape); // says what does not fit before anything is made
      return initialize(parameters(inputShape), key);
    },
    describe: (inputShape) => {
      const shape = outputShape(inputShape);
      return {
        name,
        inputShape,
        outputShape: shape,
        parameters: countNumbers(parameters(inputShape)),
        state: 0,
        flops: flops(inputShape, shape),
        children: {},
      };
    },
  };
}
