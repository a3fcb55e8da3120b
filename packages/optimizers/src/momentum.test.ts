import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import { type MomentumOptions, momentum, terminalVelocity } from "./index.ts";

const rateAt = (step: number): number => 0.1 / (1 + 0.3 * step);
const gradientAt = (step: number): number => Math.sin(1.7 * step) + 0.2;

/** The updates of 30 steps. */
function updatesOf(options: MomentumOptions): number[] {
  const optimizer = momentum(options);
  let state = optimizer.init(0);
  return Array.from({ length: 30 }, (_, step) => {
    const [update, next] = optimizer.update(gradientAt(step), state, 0);
    state = next;
    return update;
  });
}

/** Algorithm 8.2 and its relatives in plain numbers. */
function reference(
  rate: (step: number) => number,
  a: number,
  { nesterov = false, raw = false }: { nesterov?: boolean; raw?: boolean } = {},
): number[] {
  let v = 0;
  return Array.from({ length: 30 }, (_, step) => {
    const [e, g] = [rate(step), gradientAt(step)];
    v = raw ? a * v + g : a * v - e * g;
    if (raw) return nesterov ? -e * (g + a * v) : -e * v;
    return nesterov ? a * v - e * g : v;
  });
}

const close = (actual: readonly number[], expected: readonly number[]): void =>
  actual.forEach((x, i) => expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(1e-15));

describe("a rate that changes", () => {
  test.each([false, true])("scaled follows v <- a v - e_k g, nesterov %s", (nesterov) => {
    close(updatesOf({ learningRate: rateAt, momentum: 0.8, nesterov }), reference(rateAt, 0.8, { nesterov }));
  });

  test.each([false, true])("raw follows v <- a v + g, p <- p - e_k v, nesterov %s", (nesterov) => {
    close(
      updatesOf({ learningRate: rateAt, momentum: 0.8, velocity: "raw", nesterov }),
      reference(rateAt, 0.8, { nesterov, raw: true }),
    );
  });

  test.each([false, true])("tells scaled from raw, a constant rate does not, nesterov %s", (nesterov) => {
    const raw = { velocity: "raw", nesterov } as const;
    close(updatesOf({ learningRate: 0.1, ...raw }), updatesOf({ learningRate: 0.1, nesterov }));
    const difference = updatesOf({ learningRate: rateAt, ...raw }).map(
      (x, i) => x - updatesOf({ learningRate: rateAt, nesterov })[i]!,
    );
    expect(Math.max(...difference.map(Math.abs))).toBeGreaterThan(0.01);
  });
});

test("is scaled, 0.9 and without nesterov by default", () => {
  close(updatesOf({ learningRate: rateAt }), reference(rateAt, 0.9));
});

describe("a steady gradient", () => {
  const [e, a, g] = [0.01, 0.9, -2];
  const optimizer = momentum({ learningRate: e, momentum: a });

  test("moves by the geometric sum -e g (1 - a^n) / (1 - a) in step n, up to the terminal velocity", () => {
    let state = optimizer.init(0);
    let speed = 0;
    for (let n = 1; n <= 400; n++) {
      [speed, state] = optimizer.update(g, state, 0);
      expect(speed).toBeCloseTo((-e * g * (1 - a ** n)) / (1 - a), 14);
    }
    expect(speed).toBeCloseTo(0.2, 14);
    expect(terminalVelocity(e, Math.abs(g), a)).toBeCloseTo(0.2, 14);
  });

  test("the speed along a gradient of several entries is e |g| / (1 - a)", () => {
    const gradient = Float64Array.of(3, -4);
    let state = optimizer.init(Float64Array.of(0, 0));
    let update = gradient;
    for (let n = 0; n < 400; n++) [update, state] = optimizer.update(gradient, state, Float64Array.of(0, 0));
    expect(Math.hypot(...update)).toBeCloseTo(terminalVelocity(e, 5, a), 14);
    expect(update[0]).toBeCloseTo((-e * 3) / (1 - a), 14);
  });

  test("a momentum of 0.9 makes the step ten times as long", () => {
    expect(terminalVelocity(1, 1, 0.9)).toBeCloseTo(10, 14);
    expect(terminalVelocity(1, 1, 0)).toBe(1);
  });
});

test("nesterov is the gradient ahead: in the variables q = p + a v it is Algorithm 8.3", () => {
  // Goodfellow, Bengio, Courville 2016, Algorithm 8.3: v <- a v - e grad(p + a v), p <- p + v on 1/2 h p^2
  const [e, a, h] = [0.1, 0.7, 3];
  const optimizer = momentum({ learningRate: e, momentum: a, nesterov: true });
  let [p, v, q] = [1, 0, 1];
  let state = optimizer.init(q);
  for (let n = 0; n < 20; n++) {
    v = a * v - e * h * (p + a * v);
    p += v;
    const [update, next] = optimizer.update(h * q, state, q);
    q += update;
    state = next;
    expect(q).toBeCloseTo(p + a * v, 14);
  }
});

test("the velocity is in the state, with the rate inside when scaled", () => {
  const params = tensor([0, 0], { dtype: "float64" });
  const velocityAfterOneStep = (velocity: "scaled" | "raw"): unknown => {
    const optimizer = momentum({ learningRate: 0.5, velocity });
    const [, { momentum: state }] = optimizer.update(
      tensor([1, -2], { dtype: "float64" }),
      optimizer.init(params),
      params,
    );
    return valuesOf(state);
  };
  expect(velocityAfterOneStep("scaled")).toEqual({ velocity: [-0.5, 1] });
  expect(velocityAfterOneStep("raw")).toEqual({ velocity: [1, -2] });
});

test("rejects what is no momentum", () => {
  for (const bad of [1, -0.1, Number.NaN, Infinity])
    expect(() => momentum({ learningRate: 0.1, momentum: bad })).toThrow(RangeError);
  // @ts-expect-error only "scaled" and "raw" are there
  expect(() => momentum({ learningRate: 0.1, velocity: "polyak" })).toThrow(
    new TypeError('momentum: velocity is "scaled" or "raw", got polyak; leave it out for "scaled"?'),
  );
});
