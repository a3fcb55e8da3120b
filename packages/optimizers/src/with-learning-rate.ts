import { isTensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";

/**
 * A state with another learning rate, wherever one is set: of the same form, so a compiled step takes it as it is.
 * @throws RangeError when the rate is negative or not finite; TypeError when a schedule decides the rate, or none is there.
 * @example state = withLearningRate(state, 1e-4)
 */
export function withLearningRate<S>(state: S, learningRate: number): S {
  checkSetting("withLearningRate: learningRate", learningRate, "[0,∞)");
  return replaceIn("withLearningRate", state, (record) => {
    if ("scale" in record)
      throw new TypeError("withLearningRate: a schedule decides this rate; scale it by withRateScale(state, factor)");
    return { ...record, learningRate: scalar(learningRate) };
  });
}

/**
 * A state whose scheduled rate is multiplied by a factor from now on.
 * @throws RangeError when the factor is negative or not finite; TypeError when no schedule is there.
 * @example state = withRateScale(state, 0.5)
 */
export function withRateScale<S>(state: S, scale: number): S {
  checkSetting("withRateScale: scale", scale, "[0,∞)");
  return replaceIn("withRateScale", state, (record) => {
    if (!("scale" in record))
      throw new TypeError("withRateScale: this rate follows no schedule; set it by withLearningRate(state, rate)");
    return { ...record, scale: scalar(scale) };
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** Replaces each record that holds a learning rate. */
function replaceIn<S>(name: string, state: S, replace: (record: Fields) => Fields): S {
  let found = 0;
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== "object" || node === null || isTensor(node)) return node;
    const record = node as Fields; // states are plain records of tensors
    if (isTensor(record["learningRate"])) {
      found++;
      return replace(record);
    }
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, visit(value)]));
  };
  const replaced = visit(state);
  if (found === 0) throw new TypeError(`${name}: the state holds no learning rate; pass what init returned?`);
  return replaced as S; // the same form, with other scalars
}
