import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { logOfParts, splitMantissa, withPoles } from "./log.ts";

/** log(1 + x) in four lanes, exact to the last digits near 0. */
export function log1p(body: FunctionBody, value: Value<"v128">): Value<"v128"> {
  const x = body.let(value);
  const one = f32x4.const(1);
  const sum = body.let(f32x4.add(one, x));
  // what the sum lost, so that log(1 + x) = log(sum) + lost / sum
  const lost = v128.select(
    f32x4.less(x, one),
    f32x4.subtract(x, f32x4.subtract(sum, one)),
    f32x4.subtract(one, f32x4.subtract(sum, x)),
  );
  const { k, m } = splitMantissa(body, sum);
  const result = logOfParts(body, k, m, f32x4.divide(lost, sum));
  const isTiny = f32x4.less(f32x4.abs(x), f32x4.const(2 ** -25));
  return v128.select(isTiny, x, withPoles(sum, result));
}
