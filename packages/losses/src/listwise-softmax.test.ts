import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { listwiseSoftmax } from "./listwise-softmax.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is -sum y log(softmax(x)), with gradient sum(y) softmax(x) - y", () => {
  const [scores, relevances] = [doubles([[1, 3, 2]]), doubles([[2, 0, 1]])];
  const e = [1, 3, 2].map(Math.exp);
  const total = e[0]! + e[1]! + e[2]!;
  const wanted = -2 * Math.log(e[0]! / total) - Math.log(e[2]! / total);
  expect(relative(listwiseSoftmax(scores, relevances).item(), wanted)).toBeLessThan(1e-15);
  gradientOf(listwiseSoftmax, [scores, relevances]).forEach((g, i) => {
    expect(relative(g, (3 * e[i]!) / total - [2, 0, 1][i]!)).toBeLessThan(1e-14);
  });
});

test("items that pad a list add nothing, and a list without relevance has loss 0", () => {
  const padded = listwiseSoftmax(doubles([[2, 1, -Infinity]]), doubles([[1, 0, 0]])).item();
  expect(padded).toBe(listwiseSoftmax(doubles([[2, 1]]), doubles([[1, 0]])).item());
  expect(listwiseSoftmax(doubles([[2, 1]]), doubles([[0, 0]])).item() + 0).toBe(0);
});
