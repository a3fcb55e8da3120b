import { beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import * as operations from "./index.ts";
import { matmul, type ReductionOptions, split, Tensor, tensor } from "./index.ts";
import { forAuthors } from "./testing/for-authors.ts";

const methodsOf = (): string[] => Object.getOwnPropertyNames(Tensor.prototype);
const own = ["constructor", "data", "dataSync", "dispose", "item", "rank", "size", "toArray", "toString"];

test("the root of the package adds no method", () => {
  expect(methodsOf().sort()).toEqual(own);
});

describe("after the import", () => {
  beforeAll(async () => {
    await import("./fluent.ts");
  });
  const x = tensor([
    [1, 2],
    [3, 4],
  ]);

  test("methods are the functions, the tensor first", () => {
    expect(x.add(1).multiply(x).toArray()).toEqual([
      [2, 6],
      [12, 20],
    ]);
    expect(x.sum({ axis: 1, keepDims: true }).toArray()).toEqual([[3], [7]]);
    expect(
      x
        .reshape([4])
        .slice([[null, null, -1]])
        .toArray(),
    ).toEqual([4, 3, 2, 1]);
    expect(x.matmul(x).toArray()).toEqual(matmul(x, x).toArray());
    expect(x.split([1, 1], { axis: 1 }).map(String)).toEqual(split(x, [1, 1], { axis: 1 }).map(String));
    expect(x.less(3).where(x, 0).toArray()).toEqual([
      [1, 2],
      [0, 0],
    ]);
    const { q, r } = x.qr();
    expect(q.matmul(r).subtract(x).abs().max().item()).toBeLessThan(1e-6);
  });

  test("errors are those of the functions", () => {
    expect(() => x.matmul(x.reshape([4, 1]))).toThrow("matmul: inner sizes must match, got [2,2] x [4,1]");
  });

  test("types are those of the functions", () => {
    expectTypeOf(x.sum).parameters.toEqualTypeOf<[options?: ReductionOptions | undefined]>();
    expectTypeOf(x.exp).parameters.toEqualTypeOf<[]>();
    expectTypeOf(x.split(2)).toEqualTypeOf<Tensor[]>();
    expectTypeOf(x.topK).returns.toEqualTypeOf<ReturnType<typeof operations.topK>>();
    // @ts-expect-error: options are those of the function
    expect(() => x.sum({ axis: "0" })).toThrow(operations.ShapeError);
  });

  test("methods do not show when a tensor is printed or listed", () => {
    expect(Object.keys(x)).toEqual(Object.keys(new Tensor([], "float32", undefined, undefined)));
    const listed: string[] = [];
    for (const name in x) listed.push(name);
    expect(listed).toEqual(Object.keys(x));
  });

  test("no operation that takes a tensor first is missing", () => {
    const creation = "arange asTensor eye full fromBuffer linspace ones tensor zeros";
    const lists = "barrier concat stack einsum onHost";
    const random =
      "bernoulli categorical foldIn gumbel normal permutation randomBits randomKey splitKey truncatedNormal uniform";
    const classes = "DTypeError ShapeError Tensor TraceError";
    const others = [creation, lists, random, classes].flatMap((names) => names.split(" ")).concat(forAuthors);
    const functions = Object.entries(operations).flatMap(([name, value]) =>
      typeof value === "function" ? [name] : [],
    );
    const methods = methodsOf().filter((name) => !own.includes(name));
    expect([...others, ...methods].sort()).toEqual(functions.sort());
  });
});
