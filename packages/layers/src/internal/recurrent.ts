import {
  add,
  checkTensor,
  concat,
  expandDims,
  formatShape,
  matmul,
  ShapeError,
  sameShape,
  slice,
  split,
  splitKey,
  stack,
  type Tensor,
  where,
  zeros,
} from "@adjoint/tensor";
import { defineLayer } from "../define-layer.ts";
import { glorotUniform } from "../initializers/glorot-uniform.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import type { RecurrentLayer, RecurrentOptions, ScanOptions } from "../recurrent-layer.ts";
import { checkCount } from "./check-count.ts";
import { checkExample } from "./check-example.ts";
import type { Definitions, TensorDefinition } from "./initialize.ts";
import { unstack } from "./unstack.ts";

/** What all recurrent layers learn. Numbers of the gates stand side by side. */
export interface RecurrentParams {
  /** [inputs, gates units] */
  readonly inputs: Tensor;
  /** [units, gates units] */
  readonly recurrent: Tensor;
  /** [gates units] */
  readonly bias: Tensor;
}

/** The tensors that are carried from element to element; `hidden` is the output too. */
type Carry<C> = { readonly [K in keyof C]: Tensor } & { readonly hidden: Tensor };

export interface Cell<P extends RecurrentParams, C extends Carry<C>> {
  readonly name: string;
  readonly gates: number;
  /** The names of what is carried. */
  readonly carried: readonly (keyof C)[];
  readonly bias: TensorDefinition;
  /** Parameters beside the common ones. */
  readonly more?: Definitions<Omit<P, keyof RecurrentParams>>;
  /**
   * What is carried on, from what was carried and for each gate two [batch, units]: inputs times weights plus bias, and
   * what was carried in `hidden` times weights.
   */
  readonly step: (inputs: readonly Tensor[], products: readonly Tensor[], carry: C, params: P) => C;
}

/** A cell, walked along a sequence: the inputs of all times are multiplied at once, then each element is a step. */
export function recurrent<P extends RecurrentParams, C extends Carry<C>>(
  cell: Cell<P, C>,
  { units, output = "sequence", reverse = false }: RecurrentOptions,
): RecurrentLayer<P, C> {
  const { name, gates } = cell;
  checkCount(name, "units", units);
  /** What is carried on where there is an element, what was carried elsewhere. */
  const kept = (present: Tensor, next: C, old: C): C =>
    carryOf(cell.carried, (name) => where(present, next[name], old[name]));
  const scan = (params: P, x: Tensor, { carry, mask }: ScanOptions<C> = {}): { outputs: Tensor; carry: C } => {
    checkSequence(name, x, params.inputs.shape[0]!, mask);
    const [batch, time] = x.shape as [number, number];
    // what is masked may be NaN, and 0 times NaN would reach the gradient of the weights
    const visible = mask ? where(expandDims(mask, -1), x, 0) : x;
    const [ofInputs, ofRecurrent, biases] = [params.inputs, params.recurrent, params.bias].map((t) =>
      gatesOf(t, gates),
    );
    const projected = ofInputs!.map((weights, gate) => unstack(add(matmul(visible, weights), biases![gate]!), 1));
    const outputs: Tensor[] = [];
    let carried = carry ?? carryOf<C>(cell.carried, () => zeros([batch, units], x.dtype));
    for (let i = 0; i < time; i++) {
      const t = reverse ? time - 1 - i : i;
      const { hidden } = carried;
      const products = ofRecurrent!.map((weights) => matmul(hidden, weights));
      const next = cell.step(
        projected.map((times) => times[t]!),
        products,
        carried,
        params,
      );
      const present = mask && slice(mask, [null, [t, t + 1]]);
      carried = present ? kept(present, next, carried) : next;
      outputs[t] = present ? where(present, next.hidden, 0) : next.hidden;
    }
    return { outputs: stack(outputs, { axis: 1 }), carry: carried };
  };
  const layer = defineLayer<P>({
    name,
    outputShape: (inputShape) => {
      checkExample(name, inputShape, 2, "[time, inputs]");
      if (inputShape.length > 2)
        throw new ShapeError(
          `${name}: examples [time, inputs] are needed, got ${formatShape(inputShape)}; leave out the batch axis?`,
        );
      return output === "last" ? [units] : [inputShape[0]!, units];
    },
    parameters: ([, inputs]) =>
      ({
        inputs: {
          shape: [inputs!, gates * units],
          initializer: glorotUniform(),
          fans: { fanIn: inputs!, fanOut: units },
        },
        recurrent: { shape: [units, gates * units], initializer: eachGate(orthogonal(), gates) },
        bias: cell.bias,
        ...cell.more,
      }) as Definitions<P>, // the common ones and the others
    flops: ([time, inputs]) => 2 * time! * (inputs! + units) * gates * units,
    apply: (params, x, { mask }) => {
      const { outputs, carry } = scan(params, x, { mask });
      return output === "last" ? carry.hidden : outputs;
    },
  });
  return { ...layer, scan };
}

function checkSequence(name: string, x: Tensor, inputs: number, mask: Tensor | undefined): void {
  checkTensor(name, x);
  if (x.rank !== 3 || x.shape[1] === 0 || x.shape[2] !== inputs)
    throw new ShapeError(
      `${name}: [batch, time, ${inputs}] with an element or more is needed, got ${formatShape(x.shape)}; are the parameters those of this layer?`,
    );
  if (mask && !sameShape(mask.shape, x.shape.slice(0, 2)))
    throw new ShapeError(
      `${name}: a mask ${formatShape(x.shape.slice(0, 2))} is needed, got ${formatShape(mask.shape)}; one entry for each element?`,
    );
}

/** What is carried, a tensor for each name. */
const carryOf = <C extends object>(names: readonly (keyof C)[], tensorOf: (name: keyof C) => Tensor): C =>
  Object.fromEntries(names.map((name) => [name, tensorOf(name)])) as object as C; // names are all fields of C

/** The initializer for each gate by itself, side by side. */
export const eachGate =
  (initializer: Initializer, gates: number): Initializer =>
  (key, [rows, columns]) =>
    concat(
      splitKey(key, gates).map((own) => initializer(own, [rows!, columns! / gates])),
      { axis: -1 },
    );

/** The numbers of each gate, from side by side on the last axis. */
const gatesOf = (t: Tensor, gates: number): readonly Tensor[] => split(t, gates, { axis: -1 });
