import { add, castTo, multiply, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";
import { type Match, matcherOf } from "../match.ts";
import { checkSetting } from "./check-setting.ts";

export interface WeightDecayOptions {
  /** What part of the parameters goes, times the learning rate, from 0 up; default 0, in adamw, nadamw and soap 0.01. */
  readonly weightDecay?: number | undefined;
  /** Which parameters decay; default: all. */
  readonly mask?: Match | undefined;
}

/** updates + factor parameters, where the mask allows. */
export type AddParams = (updates: Tensors, params: Tensors, factor: Tensor | number) => Tensors;

export interface Decay {
  readonly weightDecay: number;
  readonly addParams: AddParams;
}

/** @throws RangeError when weightDecay is negative or not finite. */
export function decayOf({ weightDecay = 0, mask = "**" }: WeightDecayOptions): Decay {
  checkSetting("weightDecay", weightDecay, "[0,∞)");
  const decays = matcherOf(mask);
  const addParams: AddParams = (updates, params, factor) =>
    mapTreeWithPath(
      (path: string, u: Tensor, p: Tensor) =>
        decays(path, p) ? add(u, multiply(p, typeof factor === "number" ? factor : castTo(factor, p.dtype))) : u,
      updates,
      params,
    );
  return { weightDecay, addParams: weightDecay === 0 ? (updates) => updates : addParams };
}
