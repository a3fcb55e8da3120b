import { describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";
import { toDataset } from "./to-dataset.ts";

const flowers = readCsv("length,width,species\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,setosa\n");
const column = (cells: readonly (string | number)[]) => readCsv(`x,y\n${cells.map((cell) => `1,${cell}`).join("\n")}`);

describe("features", () => {
  test("are all columns but the target, in float32", () => {
    const { features, featureNames } = toDataset(flowers, { target: "species" });
    expect(featureNames).toEqual(["length", "width"]);
    expect(features.dtype).toBe("float32");
    expect(features.toArray()).toEqual(
      [
        [5.1, 3.5],
        [7.0, 3.2],
        [6.3, 3.3],
      ].map((row) => row.map(Math.fround)),
    );
  });

  test("are the columns that are named, in that order", () => {
    const { features, featureNames } = toDataset(flowers, { target: "length", features: ["width"] });
    expect(featureNames).toEqual(["width"]);
    expect(features.shape).toEqual([3, 1]);
    const turned = toDataset(flowers, { target: "species", features: ["width", "length"] });
    expect(turned.features.toArray()).toEqual(
      [
        [3.5, 5.1],
        [3.2, 7],
        [3.3, 6.3],
      ].map((row) => row.map(Math.fround)),
    );
  });

  test.each([
    ["text", "a,b\n1,2\nred,3", { target: "b" }, 'column "a" needs finite numbers, got "red" in line 3'],
    ["an empty cell", "a,b\n,2", { target: "b" }, "got an empty cell in line 2"],
    ["numbers beyond float32", "a,b\n1,2\n-4e38,3", { target: "b" }, "got -4e38 in line 3"],
    ["the target", "a,b\n1,2", { target: "b", features: ["a", "b"] }, 'got "b" as both'],
    ["columns that are not there", "a,b\n1,2", { target: "b", features: ["c"] }, 'got "c"'],
    ["no column", "b\n1\n2", { target: "b" }, "got 2 rows with 0"],
    ["no row", "a,b\n", { target: "b" }, "got 0 rows with 1"],
  ])("must not be %s", (_, text, options, message) => {
    expect(() => toDataset(readCsv(text), options)).toThrow(RangeError);
    expect(() => toDataset(readCsv(text), options)).toThrow(message);
  });
});

describe("targets", () => {
  test("of text are indices of sorted classes", () => {
    const { targets, classes } = toDataset(column(["b", "a", "C", "b"]), { target: "y" });
    expect(classes).toEqual(["C", "a", "b"]);
    expect(targets.dtype).toBe("int32");
    expect(targets.toArray()).toEqual([2, 1, 0, 2]);
  });

  test("of integers are sorted by value, however they are written", () => {
    const { targets, classes } = toDataset(column([10, "9.0", -1, "09", 9, "1e1"]), { target: "y" });
    expect(classes).toEqual(["-1", "9", "10"]);
    expect(targets.toArray()).toEqual([2, 1, 0, 1, 1, 2]);
  });

  test("are classes up to 20 different integers, values from 21", () => {
    const integers = Array.from({ length: 21 }, (_, i) => i);
    expect(toDataset(column([...integers.slice(1), 1]), { target: "y" }).classes).toHaveLength(20);
    const { targets, classes } = toDataset(column(integers), { target: "y" });
    expect(classes).toBeUndefined();
    expect(targets.dtype).toBe("float32");
    expect(targets.toArray()).toEqual(integers);
  });

  test("are values when there is a fraction among them", () => {
    const dataset = toDataset(column([1, 0.1, 1]), { target: "y" });
    expect(dataset.targets.toArray()).toEqual([1, Math.fround(0.1), 1]);
    expect("classes" in dataset).toBe(false);
  });

  test("are what the task says", () => {
    const values = toDataset(column([1, 0, 1]), { target: "y", task: "regression" });
    expect(values.targets.dtype).toBe("float32");
    expect(values.classes).toBeUndefined();
    const labels = toDataset(column([2.5, 0.5, 2.5]), { target: "y", task: "classification" });
    expect(labels.classes).toEqual(["0.5", "2.5"]);
    expect(labels.targets.toArray()).toEqual([1, 0, 1]);
    const mixed = toDataset(column([10, "A", 9]), { target: "y", task: "classification" });
    expect(mixed.classes).toEqual(["10", "9", "A"]);
  });

  test.each([
    ["an unknown label among numbers", [1, "NA", 2], undefined, 'got "NA" in line 3'],
    ["an empty label among numbers", [1, "", 2], undefined, "got an empty cell in line 3"],
    ["an empty label among words", ["a", "b", " "], undefined, "got an empty cell in line 4"],
    ["an empty label of a classification", [1, "", "a"], "classification", "got an empty cell in line 3"],
    ["words of a regression", ["a", "b"], "regression", 'got "a" in line 2'],
    ["values beyond float32", [0.5, 1e39], undefined, "got 1e+39 in line 3"],
  ] as const)("must not hold %s", (_, cells, task, message) => {
    const options = task ? { target: "y", task } : { target: "y" };
    expect(() => toDataset(column(cells), options)).toThrow(RangeError);
    expect(() => toDataset(column(cells), options)).toThrow(message);
  });

  test("are indices into the classes that are given", () => {
    const kept = toDataset(column(["b", "a"]), { target: "y", classes: ["c", "b", "a"] });
    expect(kept.targets.toArray()).toEqual([1, 2]);
    expect(kept.classes).toEqual(["c", "b", "a"]);
    const integers = toDataset(column([3, "1.0"]), { target: "y", classes: ["1", "2", "3"] });
    expect(integers.targets.toArray()).toEqual([2, 0]);
    expect(() => toDataset(column(["a", "d"]), { target: "y", classes: ["a", "b"] })).toThrow(
      new RangeError(
        'toDataset: column "y" needs one of the classes (a, b), got "d" in line 3; was it missing before?',
      ),
    );
  });

  test("are of a column that is there", () => {
    expect(() => toDataset(flowers, { target: "spices" })).toThrow('did you mean "species"?');
  });

  test("have one of two tasks", () => {
    // @ts-expect-error a task that is not there
    expect(() => toDataset(flowers, { target: "species", task: "clustering" })).toThrow(TypeError);
  });
});
