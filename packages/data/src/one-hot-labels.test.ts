import { vmap } from "@adjoint/autodiff";
import { DTypeError, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { oneHotLabels } from "./one-hot-labels.ts";

const labelsOf = (...labels: number[]): Tensor => tensor(Int32Array.from(labels));

describe("oneHotLabels", () => {
  test("is 1 at the class, 0 elsewhere", () => {
    const hot = oneHotLabels(labelsOf(2, 0), 3);
    expect(hot.dtype).toBe("float32");
    expect(hot.toArray()).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(oneHotLabels(labelsOf(1), ["no", "yes"]).toArray()).toEqual([[0, 1]]);
    expect(oneHotLabels(tensor(Uint8Array.of(1, 0), { shape: [2, 1] }), 2).shape).toEqual([2, 1, 2]);
    expect(oneHotLabels(labelsOf(), 4).shape).toEqual([0, 4]);
  });

  test("spreads a part over all classes", () => {
    // 1 - 0.1 + 0.1 / 4 and 0.1 / 4
    const row = oneHotLabels(labelsOf(1), 4, { smoothing: 0.1 }).dataSync();
    expect(row[1]).toBeCloseTo(0.925, 6);
    for (const i of [0, 2, 3]) expect(row[i]).toBeCloseTo(0.025, 8);
    expect(oneHotLabels(labelsOf(0), 4, { smoothing: 1 }).toArray()).toEqual([[0.25, 0.25, 0.25, 0.25]]);
    expect(oneHotLabels(labelsOf(0), 1, { smoothing: 0.5 }).toArray()).toEqual([[1]]);
  });

  test("takes labels that are traced, too", () => {
    const labels = labelsOf(2, 0);
    expect(vmap((label: Tensor) => oneHotLabels(label, 3))(labels).toArray()).toEqual(
      oneHotLabels(labels, 3).toArray(),
    );
  });

  test("takes names, at the places that were kept", () => {
    const classes = ["b", "a", "toString"];
    expect(oneHotLabels(["a", "toString", "a"], classes).toArray()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(oneHotLabels([], classes).shape).toEqual([0, 3]);
    expect(() => oneHotLabels(["a", "c"], classes)).toThrow(
      new RangeError('oneHotLabels: labels are among the 3 classes, got "c" at 1; was it missing before?'),
    );
    expect(() => oneHotLabels(["a"], 2)).toThrow(TypeError);
    expect(() => Reflect.apply(oneHotLabels, undefined, [1, classes])).toThrow(TypeError);
  });

  test("refuses labels that are no class", () => {
    expect(() => oneHotLabels(labelsOf(0, 3), 3)).toThrow(RangeError);
    expect(() => oneHotLabels(labelsOf(0, 3), 3)).toThrow("labels of 3 classes are 0 to 2, got 3");
    expect(() => oneHotLabels(labelsOf(-1), 3)).toThrow("got -1");
    expect(() => oneHotLabels(tensor([0, 1]), 3)).toThrow(DTypeError);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses %d classes", (classes) => {
    expect(() => oneHotLabels(labelsOf(0), classes)).toThrow(RangeError);
  });

  test.each([-0.1, 1.1, Number.NaN])("refuses smoothing %d", (smoothing) => {
    expect(() => oneHotLabels(labelsOf(0), 2, { smoothing })).toThrow(RangeError);
  });
});
