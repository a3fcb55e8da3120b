import { valueAndGrad } from "@adjoint/autodiff";
import { type Compiled, compile, type Target } from "@adjoint/compile";
import { applyUpdates } from "@adjoint/optimizers";
import { concat, type RandomKey, slice, type Tensor } from "@adjoint/tensor";
import type { Tensors } from "./model.ts";
import type { Settings } from "./settings.ts";

/** What changes with each step. */
export interface Learned {
  readonly params: Tensors;
  readonly state: Tensors;
  readonly moments: unknown;
}

/** The computations of a run, on a target. */
export interface Engine {
  /** One step: what it is given is used up. */
  readonly step: (learned: Learned, key: RandomKey, x: Tensor, y: Tensor) => Learned & { readonly loss: Tensor };
  /** The loss of a batch and its gradients. */
  readonly gradient: (params: Tensors, state: Tensors, key: RandomKey, x: Tensor, y: Tensor) => [Tensor, Tensors];
  /** The outputs for all rows, some at a time. */
  readonly predict: (params: Tensors, state: Tensors, x: Tensor) => Tensor;
  readonly dispose: () => void;
}

/** Rows that are predicted at a time: enough to keep a machine busy, few enough for its memory. */
const ROWS = 256;

/** The loss of a batch with the state after it, and the gradients. */
type GradientOf = (
  params: Tensors,
  state: Tensors,
  key: RandomKey,
  x: Tensor,
  y: Tensor,
) => [{ readonly loss: Tensor; readonly next: Tensors }, Tensors];

const gradientFunction = ({ model, loss }: Settings): GradientOf =>
  valueAndGrad((params: Tensors, state: Tensors, key: RandomKey, x: Tensor, y: Tensor) => {
    const [outputs, next] = model.applyWithState(params, x, { state, key, training: true });
    return { loss: loss(outputs, y), next };
  });

/** A train step as a function of tensors alone, which any target takes. */
export type TrainStep = (
  params: Tensors,
  state: Tensors,
  moments: unknown,
  key: RandomKey,
  x: Tensor,
  y: Tensor,
) => Learned & { readonly loss: Tensor };

export const trainStep =
  (settings: Settings, gradientOf: GradientOf = gradientFunction(settings)): TrainStep =>
  (params, state, moments, key, x, y) => {
    const [{ loss, next }, gradients] = gradientOf(params, state, key, x, y);
    const [updates, nextMoments] = settings.optimizer.update(gradients, moments, params);
    return { params: applyUpdates(params, updates), state: next, moments: nextMoments, loss };
  };

/** @param target where it is computed; undefined: operation by operation. */
export function engineFor(settings: Settings, target: Target | undefined): Engine {
  const { model } = settings;
  const gradientOf = gradientFunction(settings);
  const made: { dispose(): void }[] = [];
  /** The function as it is, or compiled. */
  const on = <A extends readonly unknown[], R>(f: (...inputs: A) => R, donate: readonly number[] = []) => {
    if (!target) return f;
    const compiled: Compiled<A, R> = compile(f, { target, donate });
    made.push(compiled);
    return compiled;
  };
  const step = on(trainStep(settings, gradientOf), [0, 1, 2]);
  const outputs = on((params: Tensors, state: Tensors, x: Tensor) => model.apply(params, x, { state }));
  const gradient = on((params: Tensors, state: Tensors, key: RandomKey, x: Tensor, y: Tensor) => {
    const [{ loss: value }, gradients] = gradientOf(params, state, key, x, y);
    return { value, gradients };
  });
  return {
    step: ({ params, state, moments }, key, x, y) => step(params, state, moments, key, x, y),
    gradient: (...inputs) => {
      const { value, gradients } = gradient(...inputs);
      return [value, gradients];
    },
    predict: (params, state, x) => inParts(x, (part) => outputs(params, state, part)),
    dispose: () => {
      for (const one of made) one.dispose();
    },
  };
}

/** A function of rows, some of them at a time; all parts have one size, so that one program does for them. */
function inParts(x: Tensor, f: (part: Tensor) => Tensor): Tensor {
  const [rows = 0] = x.shape;
  if (rows <= ROWS) return f(x);
  const parts: Tensor[] = [];
  for (let end = ROWS; ; end = Math.min(end + ROWS, rows)) {
    const done = parts.length * ROWS;
    const part = f(slice(x, [[end - ROWS, end]]));
    // the last one begins among rows that are done
    parts.push(slice(part, [[done - (end - ROWS), ROWS]]));
    if (end === rows) return concat(parts);
  }
}
