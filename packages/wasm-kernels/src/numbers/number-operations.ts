import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";

type Number = Local<"f64">;

/** An operation on doubles. */
export type NumberOperation = (body: FunctionBody, ...operands: Number[]) => Value<"f64">;

const of =
  (f: (...operands: Number[]) => Value<"f64">): NumberOperation =>
  (_, ...operands) =>
    f(...operands);
/** What is asked, as 1 or 0. */
const asked =
  (f: (...operands: Number[]) => Value<"i32">): NumberOperation =>
  (_, ...operands) =>
    f64.fromI32(f(...operands));
const isTrue = (x: Number): Value<"i32"> => f64.notEqual(x, f64.const(0));

/** Operations that are exact in double precision for every type, or as exact as they are there; by name. */
export const numberOperations: Readonly<Record<string, NumberOperation>> = {
  cast: of((x) => x),
  add: of((x, y) => f64.add(x, y)),
  subtract: of((x, y) => f64.subtract(x, y)),
  negate: of((x) => f64.negate(x)),
  abs: of((x) => f64.abs(x)),
  minimum: of((x, y) => f64.min(x, y)),
  maximum: of((x, y) => f64.max(x, y)),
  equal: asked((x, y) => f64.equal(x, y)),
  notEqual: asked((x, y) => f64.notEqual(x, y)),
  less: asked((x, y) => f64.less(x, y)),
  lessEqual: asked((x, y) => f64.lessEqual(x, y)),
  greater: asked((x, y) => f64.greater(x, y)),
  greaterEqual: asked((x, y) => f64.greaterEqual(x, y)),
  logicalAnd: asked((x, y) => i32.and(isTrue(x), isTrue(y))),
  logicalOr: asked((x, y) => i32.or(isTrue(x), isTrue(y))),
  logicalXor: asked((x, y) => i32.notEqual(isTrue(x), isTrue(y))),
  logicalNot: asked((x) => i32.isZero(isTrue(x))),
  where: (body, condition, x, y) => {
    const chosen = body.let(y);
    body.if(isTrue(condition), () => body.set(chosen, x));
    return chosen;
  },
};

/** The same for floating-point types alone: of integers they are rounded in other ways. */
export const floatOperations: Readonly<Record<string, NumberOperation>> = {
  multiply: of((x, y) => f64.multiply(x, y)),
  divide: of((x, y) => f64.divide(x, y)),
  square: of((x) => f64.multiply(x, x)),
  sqrt: of((x) => f64.sqrt(x)),
  floor: of((x) => f64.floor(x)),
  ceil: of((x) => f64.ceil(x)),
};
