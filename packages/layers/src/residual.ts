import { add, formatShape, type Shape, ShapeError, sameShape } from "@adjoint/tensor";
import { compose } from "./internal/compose.ts";
import type { AnyLayer, Layer, ParamsOf, StateOf } from "./layer.ts";
import type { ParamsOfAll, StateOfAll } from "./layers.ts";

/**
 * x + layer(x), with the parameters and the state of the layer.
 *
 * Where shapes change, `shortcut` brings x to the new one: shortcut(x) + layer(x). Parameters and state then are those
 * of both, by the names `body` and `shortcut`.
 * @throws at `init` ShapeError when the two have different shapes.
 * @see He, Zhang, Ren, Sun 2016, Deep residual learning for image recognition, eq. 1 and 2
 * @example residual(sequential([conv2d({ outputs: 16, kernel: 3, padding: "same" }), activation(relu)]))
 */
export function residual<L extends AnyLayer>(layer: L): Layer<ParamsOf<L>, StateOf<L>>;
export function residual<L extends AnyLayer, T extends AnyLayer>(
  layer: L,
  options: { readonly shortcut: T },
): Layer<
  ParamsOfAll<{ readonly body: L; readonly shortcut: T }>,
  StateOfAll<{ readonly body: L; readonly shortcut: T }>
>;
export function residual(body: AnyLayer, { shortcut }: { readonly shortcut?: AnyLayer } = {}): AnyLayer {
  if (shortcut)
    return compose(
      "residual",
      { body, shortcut },
      {
        shape: (input, [onBody, onShortcut]) => common(onBody!(input), onShortcut!(input)),
        tensor: (input, [onBody, onShortcut]) => add(onShortcut!(input), onBody!(input)),
      },
    );
  return {
    name: "residual",
    init: (key, inputShape) => {
      common(body.describe(inputShape).outputShape, inputShape);
      return body.init(key, inputShape);
    },
    initState: (inputShape) => body.initState(inputShape),
    apply: (params, x, options) => add(x, body.apply(params, x, options)),
    applyWithState: (params, x, options) => {
      const [output, state] = body.applyWithState(params, x, options);
      return [add(x, output), state];
    },
    describe: (inputShape) => {
      const description = body.describe(inputShape);
      const outputShape = common(description.outputShape, inputShape);
      return { ...description, name: `residual ${description.name}`, outputShape };
    },
  };
}

function common(ofBody: Shape, ofShortcut: Shape): Shape {
  if (!sameShape(ofBody, ofShortcut))
    throw new ShapeError(
      `residual: the layer must keep the shape, got ${formatShape(ofBody)} beside ${formatShape(ofShortcut)}; add a shortcut that changes it too?`,
    );
  return ofBody;
}
