import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { klDivergence } from "./kl-divergence.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const p = [0.2, 0.5, 0.3];
const q = [0.6, 0.3, 0.1];
const logQ = doubles([q.map(Math.log)]);

test("is sum p log(p / q), 0 for equal distributions", () => {
  const wanted = p.reduce((total, x, i) => total + x * Math.log(x / q[i]!), 0);
  expect(relative(klDivergence(logQ, doubles([p])).item(), wanted)).toBeLessThan(1e-15);
  expect(klDivergence(logQ, doubles([q])).item()).toBe(0);
});

test("has gradient -p for log(q), and log(p / q) + 1 for p", () => {
  expect(gradientOf(klDivergence, [logQ, doubles([p])])).toEqual(p.map((x) => -x));
  gradientOf(klDivergence, [logQ, doubles([p])], 1).forEach((g, i) => {
    expect(relative(g, Math.log(p[i]! / q[i]!) + 1)).toBeLessThan(1e-14);
  });
});

test("a class of probability 0 adds nothing, be its prediction 0 as well", () => {
  const [x, y] = [doubles([[Math.log(0.5), -Infinity, Math.log(0.5), -3]]), doubles([[0.5, 0, 0.5, 0]])];
  expect(klDivergence(x, y).item()).toBe(0);
  expect(gradientOf(klDivergence, [x, y])).toEqual([-0.5, 0, -0.5, 0]);
  expect(gradientOf(klDivergence, [x, y], 1).every(Number.isFinite)).toBe(true);
});

test("is infinite where the prediction rules out what happens", () => {
  expect(klDivergence(doubles([[0, -Infinity]]), doubles([[0.5, 0.5]])).item()).toBe(Infinity);
});
