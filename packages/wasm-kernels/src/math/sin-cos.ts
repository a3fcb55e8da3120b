import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64 from "../emitter/f64.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import { call, type FunctionReference, type ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { polynomial } from "./polynomial.ts";
import { withSignOf } from "./sign-of.ts";

// pi / 2 in two parts: the first has 33 bits, so that its product with up to 20 bits is exact in float64
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;
// adding it rounds a double to an integer, which then stands in the last bits
const ROUND = 1.5 * 2 ** 52;
const FAR = 1e6;
// minimax on |r| <= pi / 4 in r^2, for (sin(r) / r - 1) / r^2 and (cos(r) - 1 + r^2 / 2) / r^4: within 2^-37 and 2^-33
const SINE = [-0.1666666716337204, 0.008333329111337662, -0.00019839311426039785, 2.7181179120816523e-6];
const COSINE = [0.04166664555668831, -0.0013887316454201937, 2.443312041577883e-5];

/** x = k pi / 2 + r with |r| <= pi / 4, for |x| <= FAR. The difference is taken in double precision. */
function reduce(body: FunctionBody, x: Local<"v128">): { readonly k: Local<"v128">; readonly r: Local<"v128"> } {
  const parts = [x, v128.shuffle32(x, x, [2, 3, 2, 3])].map((pair) => {
    const wide = body.let(f64x2.promoteF32x4(pair));
    const shifted = body.let(f64x2.add(f64x2.multiply(wide, f64x2.const(2 / Math.PI)), f64x2.const(ROUND)));
    const k = body.let(f64x2.subtract(shifted, f64x2.const(ROUND)));
    const r = f64x2.subtract(
      f64x2.subtract(wide, f64x2.multiply(k, f64x2.const(HALF_PI_HIGH))),
      f64x2.multiply(k, f64x2.const(HALF_PI_LOW)),
    );
    return { shifted, r: f32x4.demoteF64x2(r) };
  });
  const [low, high] = parts as [(typeof parts)[0], (typeof parts)[0]]; // two in, two out
  return {
    k: body.let(v128.shuffle32(low.shifted, high.shifted, [0, 2, 4, 6])),
    r: body.let(v128.shuffle32(low.r, high.r, [0, 1, 4, 5])),
  };
}

/** The sine of x + quarters pi / 2. */
function sineOfQuarters(
  body: FunctionBody,
  value: Value<"v128">,
  quarters: 0 | 1,
  far: (module: ModuleBuilder) => FunctionReference<readonly ["v128"], "v128">,
): Value<"v128"> {
  const x = body.let(value);
  const { k, r } = reduce(body, x);
  const square = body.let(f32x4.multiply(r, r));
  // the sum loses the sign of -0
  const sine = withSignOf(r, f32x4.add(f32x4.multiply(f32x4.multiply(square, r), polynomial(square, SINE)), r));
  const tail = f32x4.multiply(f32x4.multiply(square, square), polynomial(square, COSINE));
  const cosine = f32x4.add(f32x4.subtract(f32x4.const(1), f32x4.multiply(square, f32x4.const(0.5))), tail);
  const turns = body.let(quarters === 0 ? k : i32x4.add(k, i32x4.const(quarters)));
  const isOdd = i32x4.shiftRight(i32x4.shiftLeft(turns, i32.const(31)), i32.const(31));
  const sign = i32x4.shiftLeft(v128.and(turns, i32x4.const(2)), i32.const(30));
  const result = body.let(v128.xor(v128.select(isOdd, cosine, sine), sign));
  const isFar = body.let(f32x4.greater(f32x4.abs(x), f32x4.const(FAR)));
  body.if(v128.anyTrue(isFar), () => body.set(result, v128.select(isFar, call(body.module.once(far), x), result)));
  return result;
}

/** A function of the host, lane by lane. */
const laneByLane =
  (name: string) =>
  (module: ModuleBuilder): FunctionReference<readonly ["v128"], "v128"> => {
    const host = module.import(name, ["f64"], "f64");
    return module.function(["v128"], "v128", (body, x) => {
      const result = body.let(x);
      for (let lane = 0; lane < 4; lane++) {
        const y = f32.fromF64(call(host, f64.fromF32(f32x4.extractLane(x, lane))));
        body.set(result, f32x4.replaceLane(result, lane, y));
      }
      body.return(result);
    });
  };

const farSine = /* @__PURE__ */ laneByLane("sin");
const farCosine = /* @__PURE__ */ laneByLane("cos");

/**
 * The sine in four lanes. Vectors that hold a number beyond 1e6 take `Math.sin` for it, through the import `sin`,
 * because the reduction is exact only up to there.
 */
export const sin = (body: FunctionBody, x: Value<"v128">): Value<"v128"> => sineOfQuarters(body, x, 0, farSine);

/** The cosine in four lanes; beyond 1e6 by `Math.cos` through the import `cos`. */
export const cos = (body: FunctionBody, x: Value<"v128">): Value<"v128"> => sineOfQuarters(body, x, 1, farCosine);
