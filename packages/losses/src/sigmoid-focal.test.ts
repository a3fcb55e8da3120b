import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
import { sigmoidFocal } from "./sigmoid-focal.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const logits = doubles([-3, -0.2, 0, 0.7, 4]);
const labels = doubles([0, 1, 1, 0, 1]);

test("is a (1 - q)^gamma times the cross-entropy", () => {
  const values = numbersOf(sigmoidFocal(logits, labels, { alpha: 0.3, gamma: 1.5, reduction: "none" }));
  values.forEach((value, i) => {
    const [x, z] = [logits.dataSync()[i]!, labels.dataSync()[i]!];
    const q = z === 1 ? 1 / (1 + Math.exp(-x)) : 1 / (1 + Math.exp(x));
    const wanted = (z === 1 ? 0.3 : 0.7) * (1 - q) ** 1.5 * -Math.log(q);
    expect(relative(value, wanted)).toBeLessThan(1e-13);
  });
});

test("is half of the cross-entropy for gamma = 0 and alpha = 1/2", () => {
  const wanted = sigmoidBinaryCrossEntropy(logits, labels).item() / 2;
  expect(relative(sigmoidFocal(logits, labels, { alpha: 0.5, gamma: 0 }).item(), wanted)).toBeLessThan(1e-15);
});

test.each([0, 0.5, 1, 2])("has values and gradients at +-1000 and at infinity, for gamma = %d", (gamma) => {
  const x = tensor([1000, -1000, Infinity, -Infinity, 1000, -1000, Infinity]);
  const z = tensor([1, 0, 1, 0, 0, 1, 0]);
  const loss = (logit: Tensor): Tensor => sigmoidFocal(logit, z, { alpha: 0.5, gamma, reduction: "sum" });
  const values = numbersOf(sigmoidFocal(x, z, { alpha: 0.5, gamma, reduction: "none" }));
  expect(values).toEqual([0, 0, 0, 0, 500, 500, Infinity]);
  expect(gradientOf(loss, [x]).slice(0, 6)).toEqual([0, 0, 0, 0, 0.5, -0.5]);
});

test("keeps the digits of easy examples", () => {
  const value = sigmoidFocal(doubles([30]), doubles([1]), { alpha: 1, gamma: 1 }).item();
  expect(relative(value, Math.exp(-60))).toBeLessThan(1e-12);
});

test.each([{ alpha: -0.1 }, { alpha: 1.1 }, { gamma: -1 }, { gamma: Number.NaN }])("throws for %o", (options) => {
  expect(() => sigmoidFocal(logits, labels, options)).toThrow(RangeError);
});
