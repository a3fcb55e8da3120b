import { grad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { type EngineCase, gradientCases, largestDifference } from "@adjoint/compile/testing";
import { linspace, multiply, reshape, square, sum, type Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { evaluateModule } from "./testing/evaluate-module.ts";
import { toStableHlo } from "./to-stable-hlo.ts";

/** The gradient by each input of a weighted sum of squares of what a case gives. */
const gradientsOf = ({ name, run, inputs }: EngineCase): EngineCase[] =>
  inputs.map((_, argument) => {
    const weighted = (...all: Tensor[]): Tensor => {
      const y = run(...all);
      return sum(multiply(square(y), reshape(linspace(0.5, 1.5, y.size, y.dtype), y.shape)));
    };
    return { name: `${name}, again by ${argument}`, run: (...all) => grad(weighted, { argument })(...all), inputs };
  });

const convolutions = gradientCases("float32", grad).filter(({ name }) => /conv|avgPool/.test(name));

// outputs, taps and inputs change places with each derivative: the second has every order and direction of them
test.each(convolutions.flatMap(gradientsOf))("$name", ({ run, inputs }) => {
  const [got] = evaluateModule(toStableHlo(compile(run).graph(...inputs)), inputs);
  expect(largestDifference(got!, run(...inputs))).toBeLessThanOrEqual(1e-5);
});
