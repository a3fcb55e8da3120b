import { add, mean, multiply, normal, randomKey, square, subtract, type Tensor } from "@adjoint/tensor";
import { applyUpdates, type GradientTransform } from "../index.ts";
import type { Extras } from "./catalogue.ts";

/** Parameters to be compiled with: a matrix and a vector. */
export interface Model {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

export const modelFrom = (seed: number): Model => ({
  weights: normal(randomKey(seed), [5, 3]),
  bias: normal(randomKey(seed + 100), [3]),
});

const mapped = (f: (x: Tensor) => Tensor, { weights, bias }: Model): Model => ({ weights: f(weights), bias: f(bias) });

const slopeAt = (at: Model): Model => mapped((x) => multiply(subtract(x, 1), 0.1), at);

interface Progress {
  readonly params: Model;
  readonly state: unknown;
}

/** A step of an optimizer down a bowl whose gradients are noisy, with all that any of them asks for. */
export const noisyDescent =
  (optimizer: GradientTransform<unknown, Extras>) =>
  (params: Model, state: unknown, noise: Model): Progress => {
    const slope = slopeAt(params);
    const gradients = { weights: add(noise.weights, slope.weights), bias: add(noise.bias, slope.bias) };
    const extra = {
      value: mean(square(params.weights)),
      valueAndGradient: (elsewhere: Model) => [mean(square(elsewhere.weights)), slopeAt(elsewhere)] as const,
      hessianDiagonal: mapped(square, gradients),
    };
    const [updates, next] = optimizer.update(gradients, state, params, extra);
    return { params: applyUpdates(params, updates), state: next };
  };
