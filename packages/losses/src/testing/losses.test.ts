import { gradcheck, vjp, vmap } from "@adjoint/autodiff";
import {
  add,
  cast,
  DTypeError,
  expandDims,
  fromBuffer,
  isFloat,
  onesLike,
  ShapeError,
  sum,
  type Tensor,
  take,
  tensor,
  where,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../index.ts";
import type { LossOptions } from "../loss-options.ts";
import { type LossCase, lossCases } from "./loss-cases.ts";

const named: readonly (readonly [string, LossCase])[] = lossCases.map((row, i) => [`${row.name} ${i}`, row]);
const float = ({ dtype }: Tensor): boolean => isFloat(dtype);
const batchAxis = ({ batchAxes = [] }: LossCase, input: number): number => batchAxes[input] ?? 0;
const batchOf = (row: LossCase): number => row.inputs[0]!.shape[batchAxis(row, 0)]!;

/** The loss and its gradients for the floating-point inputs. */
function differentiate(
  { loss }: LossCase,
  inputs: readonly Tensor[],
  options: LossOptions,
): { value: Tensor; gradients: readonly Tensor[] } {
  const [value, pullback] = vjp(
    (floats: readonly Tensor[]) => loss(withFloats(inputs, floats), options),
    inputs.filter(float),
  );
  return { value, gradients: pullback(onesLike(value)) };
}

/** The gradient of the sum of all gradients. */
function differentiateTwice(row: LossCase, inputs: readonly Tensor[], options: LossOptions): readonly Tensor[] {
  const total = (floats: readonly Tensor[]): Tensor =>
    differentiate(row, withFloats(inputs, floats), options)
      .gradients.map((gradient) => sum(gradient))
      .reduce(add);
  const [value, pullback] = vjp(total, inputs.filter(float));
  return pullback(onesLike(value));
}

function withFloats(inputs: readonly Tensor[], floats: readonly Tensor[]): readonly Tensor[] {
  const rest = [...floats];
  return inputs.map((input) => (float(input) ? rest.shift()! : input));
}

/** Some of the examples of every input. */
const examples = (row: LossCase, inputs: readonly Tensor[], kept: readonly number[]): readonly Tensor[] =>
  inputs.map((input, i) => {
    const axis = batchAxis(row, i);
    const indices = tensor(kept, { dtype: "int32" });
    return axis < 0
      ? input
      : input.dtype === "bool"
        ? cast(take(cast(input, "int32"), indices), "bool")
        : take(input, indices, { axis });
  });

/** Inputs with all examples but some filled with what no loss takes. */
function spoil(row: LossCase, kept: readonly number[]): readonly Tensor[] {
  return row.inputs.map((input, i) => {
    const axis = batchAxis(row, i);
    if (axis < 0 || input.dtype === "bool") return input;
    const isKept = Array.from({ length: batchOf(row) }, (_, k) => kept.includes(k));
    const mask = expandDims(
      tensor(isKept),
      [...input.shape.keys()].filter((a) => a !== axis),
    );
    return where(mask, input, float(input) ? Number.NaN : -7);
  });
}

/** A mask or weights, one for each example, as the losses of this kind take them. */
const perExample = (row: LossCase, values: Tensor): Tensor =>
  row.kind === "example" ? values : expandDims(values, row.inputs[0]!.shape.map((_, i) => i + 1).slice(0, -1));

const numbers = (t: Tensor): readonly number[] => Array.from(t.dataSync());

/** Equal up to a rounding error, of numbers of about 1 or larger. */
function expectClose(actual: Tensor, expected: Tensor | readonly number[], tolerance = 1e-12): void {
  const wanted = Array.isArray(expected) ? expected : numbers(expected as Tensor);
  const got = numbers(actual);
  expect(got.length).toBe(wanted.length);
  got.forEach((x, i) => {
    const y = wanted[i] ?? Number.NaN;
    expect(Math.abs(x - y), `entry ${i}: ${x} and ${y}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(y)));
  });
}

test("every loss has a row", () => {
  const functions = Object.keys(losses).filter((name) => name !== "rootMeanSquaredError");
  expect([...new Set(lossCases.map(({ name }) => name))].sort()).toEqual(functions.sort());
});

describe.each(named)("%s", (_, row) => {
  const { inputs, loss } = row;
  const floats = inputs.filter(float);
  const count = batchOf(row);
  const exampleWeights = tensor(Float64Array.from({ length: count }, (__, i) => 0.5 + ((i * 0.7) % 1)));
  const weights = perExample(row, exampleWeights);
  const none = loss(inputs, { reduction: "none" });

  test("has the shape of its inputs, or of their examples", () => {
    expect(none.shape).toEqual(row.kind === "elementwise" ? inputs[0]!.shape : [count]);
    expect(none.dtype).toBe("float64");
  });

  test("has the derivatives that differences say, first and second", () => {
    gradcheck((...moved) => loss(withFloats(inputs, moved), { reduction: "none" }), floats);
    gradcheck((...moved) => loss(withFloats(inputs, moved)), floats);
  });

  test("has the derivative for its weights", () => {
    gradcheck((w) => loss(inputs, { weights: w }), [weights]);
  });

  test("reduces by sum(weight * loss) / sum(weight)", () => {
    const values = numbers(none);
    const each = values.length / count;
    const scale = (i: number): number => numbers(exampleWeights)[Math.floor(i / each)]!;
    const weighted = values.map((value, i) => value * scale(i));
    const total = weighted.reduce((a, b) => a + b, 0);
    expectClose(loss(inputs, { reduction: "none", weights }), weighted);
    expectClose(loss(inputs, { reduction: "sum", weights }), [total]);
    expectClose(loss(inputs, { reduction: "sum" }), [values.reduce((a, b) => a + b, 0)]);
    if (row.hasOwnMean) return;
    const own = row.ownWeights ?? values.map(() => 1);
    expectClose(loss(inputs, { weights }), [total / own.reduce((sum, x, i) => sum + x * scale(i), 0)]);
    expectClose(loss(inputs), [values.reduce((a, b) => a + b, 0) / own.reduce((a, b) => a + b, 0)]);
  });

  test.each([
    ["mean", undefined],
    ["sum", undefined],
    ["mean", weights],
    ["sum", weights],
  ] as const)("masked, its %s is that of what is kept, in value and gradient", (reduction, given) => {
    const kept = Array.from({ length: count }, (__, i) => i).filter((i) => i !== 1);
    const mask = perExample(row, tensor(Array.from({ length: count }, (__, i) => i !== 1)));
    const spoiltWeights = given && where(mask, given, Number.NaN);
    const keptWeights = given && take(given, tensor(kept, { dtype: "int32" }));
    const got = differentiate(row, spoil(row, kept), { reduction, where: mask, weights: spoiltWeights });
    const wanted = differentiate(row, examples(row, inputs, kept), { reduction, weights: keptWeights });
    expectClose(got.value, wanted.value);
    const gradients = withFloats(inputs, got.gradients);
    const others = examples(row, gradients, [1]);
    examples(row, gradients, kept).forEach((gradient, i) => {
      if (!float(inputs[i]!)) return;
      expectClose(gradient, withFloats(inputs, wanted.gradients)[i]!);
      if (batchAxis(row, i) >= 0) expect(numbers(others[i]!).every((x) => x === 0)).toBe(true);
    });
  });

  test("masked, it has the second derivative of what is kept", () => {
    const kept = Array.from({ length: count }, (__, i) => i).filter((i) => i !== 1);
    const mask = perExample(row, tensor(Array.from({ length: count }, (__, i) => i !== 1)));
    const got = withFloats(inputs, differentiateTwice(row, spoil(row, kept), { where: mask }));
    const wanted = withFloats(inputs, differentiateTwice(row, examples(row, inputs, kept), {}));
    examples(row, got, kept).forEach((second, i) => {
      if (float(inputs[i]!)) expectClose(second, wanted[i]!, 1e-11);
    });
  });

  test("masked, its losses are 0 and their neighbours what they were", () => {
    const mask = perExample(row, tensor(Array.from({ length: count }, (__, i) => i !== 1)));
    const kept = Array.from({ length: count }, (__, i) => i).filter((i) => i !== 1);
    const got = loss(spoil(row, kept), { reduction: "none", where: mask });
    if (!row.isContrastive) expectClose(got, where(mask, none, 0));
    expect(numbers(take(got, tensor([1], { dtype: "int32" }))).every((x) => Object.is(x, 0))).toBe(true);
  });

  test.each([
    ["an empty batch", examples(row, inputs, []), {}],
    [
      "a batch that is masked",
      spoil(row, []),
      { where: perExample(row, tensor(new Array<boolean>(count).fill(false))) },
    ],
    ["a batch without weight", inputs, { weights: zeros([], "float64") }],
    ["an empty batch with weights", examples(row, inputs, []), { weights: zeros([], "float64") }],
  ] as const)("has the mean 0 with gradient 0 for %s", (__, given, options) => {
    const { value, gradients } = differentiate(row, given, options);
    expect(value.item()).toBe(0);
    expect(gradients.map(({ shape }) => shape)).toEqual(given.filter(float).map(({ shape }) => shape));
    for (const gradient of gradients) expect(numbers(gradient).every((x) => x === 0)).toBe(true);
    expect(loss(given, { ...options, reduction: "sum" }).item()).toBe(0);
  });

  test("throws a ShapeError for shapes that would broadcast", () => {
    inputs.forEach((input, i) => {
      const wrong = inputs.map((other, j) => (i === j ? expandDims(input, -1) : other));
      if (i > 0 && batchAxis(row, i) >= 0) expect(() => loss(wrong), `input ${i}`).toThrow(ShapeError);
    });
    const { shape } = none;
    for (const option of ["weights", "where"] as const) {
      const wrong = (form: readonly number[]): Tensor => zeros(form, option === "weights" ? "float64" : "bool");
      expect(() => loss(inputs, { [option]: wrong([2, ...shape]) })).toThrow(ShapeError);
      expect(() => loss(inputs, { [option]: wrong([...shape.slice(0, -1), shape.at(-1)! + 1]) })).toThrow(ShapeError);
    }
  });

  test("throws a DTypeError that names cast", () => {
    inputs.forEach((input, i) => {
      for (const dtype of float(input) ? (["int32", "uint8", "bool", "float32"] as const) : (["float32"] as const)) {
        const others = inputs.map((other, j) => (i === j ? cast(other, dtype) : other));
        if (dtype === "float32" && floats.length === 1 && float(input)) continue;
        expect(() => loss(others), `input ${i} as ${dtype}`).toThrow(DTypeError);
        expect(() => loss(others), `input ${i} as ${dtype}`).toThrow(/cast|compare/);
      }
    });
    expect(() => loss(inputs, { weights: cast(weights, "float32") })).toThrow(DTypeError);
    expect(() => loss(inputs, { where: weights })).toThrow(DTypeError);
  });

  test("throws for what is no tensor, and for a reduction that is none", () => {
    inputs.forEach((___, i) => {
      const wrong = inputs.map((other, j) => (i === j ? ([1, 2] as unknown as Tensor) : other));
      expect(() => loss(wrong), `input ${i}`).toThrow(TypeError);
    });
    const reduction = "average" as "mean"; // what a program without types may pass
    expect(() => loss(inputs, { reduction })).toThrow(
      `${row.name}: reduction is "mean", "sum" or "none", got "average"`,
    );
  });

  test("takes float32, and agrees with float64", () => {
    const single = inputs.map((input) => (float(input) ? cast(input, "float32") : input));
    const got = loss(single, { reduction: "none" });
    expect(got.dtype).toBe("float32");
    expectClose(got, none, 2e-6);
    expect(loss(single, { weights: cast(weights, "float32") }).dtype).toBe("float32");
  });

  test("does not write to its inputs", () => {
    const copies = inputs.map((input) => fromBuffer(input.dataSync().slice(), input));
    differentiate(row, copies, { weights });
    copies.forEach((copy, i) => {
      expect(numbers(copy)).toEqual(numbers(inputs[i]!));
    });
  });
});

const independent = named.filter(
  ([, { isContrastive, batchAxes }]) => !isContrastive && !batchAxes?.some((axis) => axis > 0),
);

test.each(independent)("%s is the same, mapped over examples", (_, row) => {
  const inAxes = row.inputs.map((__, i) => (batchAxis(row, i) < 0 ? null : 0));
  const mapped = vmap((...one: Tensor[]) => row.loss(one, { reduction: "none" }), { inAxes })(...row.inputs);
  expectClose(mapped, row.loss(row.inputs, { reduction: "none" }));
});
