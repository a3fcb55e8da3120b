import { describe, expect, test } from "vitest";
import {
  add,
  type Binary,
  binary,
  cast,
  DTypeError,
  divide,
  elementwise,
  equal,
  exp,
  full,
  less,
  logicalAnd,
  maximum,
  multiply,
  negate,
  notEqual,
  pow,
  ShapeError,
  sqrt,
  square,
  subtract,
  tensor,
  type Unary,
  unary,
  where,
} from "./index.ts";

const floats = tensor([1.5, -2, 4]);
const integers = tensor([1, -2, 4], { dtype: "int32" });
const bytes = tensor([1, 2, 200], { dtype: "uint8" });
const flags = tensor([true, false, true]);

describe("types", () => {
  test.each<[string, Binary]>([
    ["add", add],
    ["multiply", multiply],
    ["maximum", maximum],
    ["less", less],
    ["equal", equal],
    ["logicalAnd", logicalAnd],
    ["pow", pow],
    ["divide", divide],
  ])("%s of mixed types throws and names cast", (name, operation) => {
    for (const [x, y] of [
      [floats, integers],
      [integers, bytes],
      [floats, cast(floats, "float64")],
      [bytes, flags],
    ] as const)
      expect(() => operation(x, y)).toThrow(
        new DTypeError(`${name}: types must match, got ${x.dtype} and ${y.dtype}; cast one?`),
      );
  });

  test("a number takes the type of the tensor that it meets, on either side", () => {
    for (const x of [floats, cast(floats, "float64"), integers, bytes]) {
      expect(add(x, 1).dtype).toBe(x.dtype);
      expect(subtract(1, full([], 1, x.dtype)).dtype).toBe(x.dtype);
    }
    expect(add(cast(floats, "float64"), 0.1).toArray()).toEqual([1.6, -1.9, 4.1]);
    expect(add(tensor([0]), 0.1).item()).toBe(Math.fround(0.1));
    expect(equal(flags, 1).toArray()).toEqual([1, 0, 1]);
  });

  test("numbers alone are float32 scalars", () => {
    const x = add(1, 0.1);
    expect([x.dtype, x.shape, x.item()]).toEqual(["float32", [], Math.fround(1 + Math.fround(0.1))]);
    expect([exp(0).dtype, exp(0).item()]).toEqual(["float32", 1]);
  });

  test.each([
    [integers, 0.5],
    [integers, NaN],
    [integers, Infinity],
    [integers, 2 ** 31],
    [bytes, -1],
    [bytes, 256],
    [flags, 2],
  ])("a number that the type of the tensor does not hold throws", (x, value) => {
    const message = `equal: ${x.dtype} does not hold ${value}; cast the tensor first?`;
    expect(() => equal(x, value)).toThrow(new DTypeError(message));
    expect(() => equal(value, x)).toThrow(new DTypeError(message));
  });

  test("division, roots and the like are for floating-point types, and say so", () => {
    for (const [name, operation] of [
      ["divide", () => divide(integers, integers)],
      ["divide", () => divide(bytes, 2)],
      ["sqrt", () => sqrt(integers)],
      ["exp", () => exp(bytes)],
      ["pow", () => pow(integers, 2)],
    ] as const)
      expect(operation).toThrow(new RegExp(`^${name}: a floating-point type is needed, got (int32|uint8); cast it, `));
  });

  test("arithmetic is not for bool", () => {
    for (const operation of [
      () => add(flags, flags),
      () => negate(flags),
      () => square(flags),
      () => less(flags, flags),
    ])
      expect(operation).toThrow(/^\w+: a numeric type is needed, got bool; cast it, as in cast\(x, "float32"\)\?$/);
    expect(notEqual(flags, flags).toArray()).toEqual([0, 0, 0]);
  });

  test("comparisons and logic are bool", () => {
    expect([less(floats, 0).dtype, equal(integers, 1).dtype, logicalAnd(floats, 1).dtype]).toEqual([
      "bool",
      "bool",
      "bool",
    ]);
  });
});

describe("shapes", () => {
  test("broadcast as in NumPy", () => {
    const column = tensor([[1], [2]]);
    expect(add(column, tensor([10, 20, 30])).toArray()).toEqual([
      [11, 21, 31],
      [12, 22, 32],
    ]);
    expect(add(column, 1).shape).toEqual([2, 1]);
    expect(add(tensor(1), tensor([[1]])).shape).toEqual([1, 1]);
    expect(add(full([0, 1], 1), full([3], 1)).shape).toEqual([0, 3]);
  });

  test("that do not broadcast throw, with all of them", () => {
    expect(() => add(floats, tensor([1, 2]))).toThrow(
      new ShapeError("add: shapes must broadcast, got [3] and [2]; reshape or expand one?"),
    );
    expect(() => where(flags, floats, full([2, 2], 0))).toThrow(ShapeError);
  });

  test("of nothing are nothing", () => {
    for (const operation of [exp, negate, sqrt]) expect(operation(full([2, 0], 1)).shape).toEqual([2, 0]);
    expect(add(full([0], 1), 1).toArray()).toEqual([]);
    expect(add(full([0], 1), full([1], 1)).shape).toEqual([0]);
  });

  test("of scalars are scalars", () => {
    expect(multiply(tensor(3), tensor(4)).item()).toBe(12);
  });
});

test("inputs stay as they are", () => {
  const [x, y] = [tensor([1, 2]), tensor([3, 4])];
  add(x, y);
  negate(x);
  expect([x.toArray(), y.toArray()]).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("a unary or binary operation takes no more than its operands, so it can be handed to map and reduce", () => {
  expect([1, 2].map(negate).map((x) => x.item())).toEqual([-1, -2]);
  expect([tensor(1), tensor(2), tensor(3)].reduce(add).item()).toBe(6);
});

describe("an operation of one's own", () => {
  const cube: Unary = unary({
    name: "cube",
    compute: (x: number) => x ** 3,
    vjp: (cotangent, [x]) => [() => multiply(cotangent, multiply(square(x), 3))],
  });
  const hypotenuse: Binary = binary({ name: "hypotenuse", accepts: "float", compute: Math.hypot, vjp: null });
  const between = elementwise<[number, number, number]>({
    name: "between",
    accepts: "any",
    dtype: "bool",
    compute: (low: number, x: number, high: number) => Number(low <= x && x <= high),
    vjp: null,
  });

  test("aligns what it is given like those of the package", () => {
    expect(cube(tensor([1, 2, -3])).toArray()).toEqual([1, 8, -27]);
    expect(cube(integers).dtype).toBe("int32");
    expect(hypotenuse(tensor([[3], [5]]), tensor([4, 12])).toArray()).toEqual([
      [5, Math.fround(Math.hypot(3, 12))],
      [Math.fround(Math.hypot(5, 4)), 13],
    ]);
    expect(between(0, tensor([-1, 0, 1, 2]), tensor([1])).toArray()).toEqual([0, 1, 1, 0]);
    expect(between(0, 1, 2).dtype).toBe("bool");
  });

  test("reports mistakes in its own name", () => {
    expect(() => hypotenuse(integers, 1)).toThrow("hypotenuse: a floating-point type is needed, got int32; ");
    expect(() => cube(flags)).toThrow("cube: a numeric type is needed, got bool; ");
    expect(() => between(0, "1" as never, 2)).toThrow(
      new TypeError('between: a tensor is needed, got the text "1"; make it one with tensor(...)?'),
    );
  });
});
