import { vjp } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { jensenShannon } from "./jensen-shannon.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const p = [0.2, 0.5, 0.3];
const q = [0.6, 0.3, 0.1];

test("is the mean divergence from the middle, either way round", () => {
  const wanted = p.reduce((total, x, i) => {
    const y = q[i]!;
    return total + 0.5 * (x * Math.log((2 * x) / (x + y)) + y * Math.log((2 * y) / (x + y)));
  }, 0);
  expect(relative(jensenShannon(doubles([p]), doubles([q])).item(), wanted)).toBeLessThan(1e-14);
  expect(relative(jensenShannon(doubles([q]), doubles([p])).item(), wanted)).toBeLessThan(1e-14);
});

test("is 0 for equal distributions and log(2) for those without overlap, with finite gradients", () => {
  expect(jensenShannon(doubles([p]), doubles([p])).item()).toBe(0);
  const disjoint = [doubles([[1, 0, 0]]), doubles([[0, 1, 0]])];
  expect(jensenShannon(disjoint[0]!, disjoint[1]!).item()).toBe(Math.LN2);
  for (const argument of [0, 1])
    expect(gradientOf(jensenShannon, disjoint, argument).every(Number.isFinite)).toBe(true);
});

test("has gradient 1/2 log(p / m)", () => {
  gradientOf(jensenShannon, [doubles([p]), doubles([q])]).forEach((g, i) => {
    expect(relative(g, 0.5 * Math.log((2 * p[i]!) / (p[i]! + q[i]!)))).toBeLessThan(1e-13);
  });
});

test("keeps digits for distributions that hardly differ, and for tiny probabilities", () => {
  // by mpmath, for the doubles that these decimals are
  const near = numbersOf(
    jensenShannon(doubles([[0.13, 0.87]]), doubles([[0.13000001, 0.86999999]]), { reduction: "none" }),
  );
  expect(relative(near[0], 1.1052165867331650715e-16)).toBeLessThan(1e-8);
  const tiny = numbersOf(jensenShannon(tensor([[1e-12, 1]]), tensor([[1, 1e-12]])));
  expect(relative(tiny[0], Math.LN2)).toBeLessThan(1e-6);
});
