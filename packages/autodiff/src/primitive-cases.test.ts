import { cast, isFloat, multiply, slice, stack, type Tensor } from "@adjoint/tensor";
import { primitiveCases, sampleInputs } from "@adjoint/tensor/testing";
import { expect, test } from "vitest";
import { gradcheck } from "./gradcheck.ts";
import { vjp } from "./vjp.ts";
import { vmap } from "./vmap.ts";

const differentiable = primitiveCases.filter(({ isConstant }) => !isConstant);
const constant = primitiveCases.filter(({ isConstant, inputs }) => isConstant && inputs.some(({ dtype }) => !dtype));

/** The floating-point inputs vary, the others are kept. */
function onFloats(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]) {
  const floats = inputs.filter((x) => isFloat(x.dtype));
  const restore = (varied: readonly Tensor[]): Tensor[] => {
    let next = 0;
    return inputs.map((x) => (isFloat(x.dtype) ? varied[next++]! : x));
  };
  return { floats, g: (...varied: Tensor[]) => f(...restore(varied)) };
}

test.each(differentiable)("$name: first and second derivative agree with differences, forward with backward", (row) => {
  const { floats, g } = onFloats(row.run, sampleInputs(row, "float64"));
  expect(gradcheck(g, floats)).toBeLessThan(1e-6);
});

test.each(constant)("$name: the derivative is zero", (row) => {
  const { floats, g } = onFloats((...inputs) => cast(row.run(...inputs), "float64"), sampleInputs(row, "float64"));
  const [value, pullback] = vjp((all: readonly Tensor[]) => g(...all), floats);
  for (const gradient of pullback(value)) expect(gradient.dataSync().every((x) => x === 0)).toBe(true);
});

/** Three examples that differ, each within the domain of the row. */
const examplesOf = (x: Tensor): Tensor[] =>
  [1, 0.9375, 0.875].map((scale) => (isFloat(x.dtype) ? multiply(x, scale) : x));

test.each(primitiveCases)("$name: vmap is a loop", (row) => {
  const inputs = sampleInputs(row, "float64").map(examplesOf);
  const loop = stack([0, 1, 2].map((k) => row.run(...inputs.map((examples) => examples[k]!))));
  const mapped = vmap(row.run)(...inputs.map((examples) => stack(examples)));
  expect(mapped.shape).toEqual(loop.shape);
  expectClose(mapped, loop);
});

test.each(primitiveCases.filter(({ inputs }) => inputs.length > 1))(
  "$name: vmap over one input shares the others",
  (row) => {
    const inputs = sampleInputs(row, "float64");
    inputs.forEach((_, varied) => {
      const examples = examplesOf(inputs[varied]!);
      const loop = stack(examples.map((example) => row.run(...inputs.map((x, i) => (i === varied ? example : x)))));
      const inAxes = inputs.map((_x, i) => (i === varied ? 0 : null));
      const mapped = vmap(row.run, { inAxes })(...inputs.map((x, i) => (i === varied ? stack(examples) : x)));
      expectClose(mapped, loop);
    });
  },
);

test.each(differentiable)("$name: vmap of the gradient is a loop of gradients", (row) => {
  const inputs = sampleInputs(row, "float64");
  const gradients = (...varied: Tensor[]): readonly Tensor[] => {
    const { g } = onFloats(row.run, inputs);
    const [value, pullback] = vjp((all: readonly Tensor[]) => g(...all), varied as readonly Tensor[]);
    return pullback(value);
  };
  const examples = onFloats(row.run, inputs).floats.map(examplesOf);
  const mapped = vmap(gradients)(...examples.map((list) => stack(list)));
  [0, 1, 2].forEach((k) => {
    gradients(...examples.map((list) => list[k]!)).forEach((gradient, i) => {
      expectClose(slice(mapped[i]!, [k]), gradient);
    });
  });
});

function expectClose(got: Tensor, expected: Tensor): void {
  expect(got.shape).toEqual(expected.shape);
  const [a, b] = [got.dataSync(), expected.dataSync()];
  a.forEach((x, i) => {
    if (Number.isNaN(b[i])) expect(x).toBeNaN();
    else if (x !== b[i]) expect(Math.abs(x - b[i]!)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b[i]!)));
  });
}
