import {
  add,
  arange,
  bind,
  dot,
  equal,
  expandDims,
  fromBuffer,
  matmul,
  moveAxis,
  multiply,
  type Primitive,
  ShapeError,
  sin,
  slice,
  softmax,
  stack,
  subtract,
  sum,
  type Tensor,
  take,
  tensor,
  where,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { grad, gradcheck, vmap } from "./index.ts";

const table = (...shape: number[]): Tensor =>
  tensor(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.cos(1 + 2.3 * i)),
    { shape },
  );

interface Layer {
  w: Tensor;
  b: Tensor;
  readonly name: string;
}
const apply = ({ w, b }: Layer, x: Tensor): { y: Tensor; parts: [Tensor, Tensor] } => {
  const y = add(matmul(w, x), b);
  return { y, parts: [sin(y), sum(y)] };
};

describe("axes", () => {
  const layer: Layer = { w: table(3, 2), b: table(3), name: "first" };
  const batch = table(2, 5); // the examples are columns
  const loop = [0, 1, 2, 3, 4].map((k) => apply(layer, slice(batch, [null, k])));

  test("inAxes says where the examples of each argument are, null that it is shared", () => {
    const mapped = vmap(apply, { inAxes: [null, 1] })(layer, batch);
    expectTypeOf(mapped).toEqualTypeOf<{ y: Tensor; parts: [Tensor, Tensor] }>();
    expect(mapped.y.toArray()).toEqual(stack(loop.map(({ y }) => y)).toArray());
    expect(mapped.parts[1].toArray()).toEqual(loop.map(({ parts }) => parts[1].item()));
  });

  test.each([1, -1])("outAxes says where they are in every leaf of the result: %d", (outAxes) => {
    const f = (p: Layer, x: Tensor): readonly Tensor[] => [apply(p, x).y, expandDims(apply(p, x).y, -1)];
    const [y, wide] = vmap(f, { inAxes: [null, -1], outAxes })(layer, batch) as [Tensor, Tensor];
    expect(y.toArray()).toEqual(moveAxis(stack(loop.map((one) => one.y)), 0, outAxes).toArray());
    expect(wide.shape).toEqual(outAxes === 1 ? [3, 5, 1] : [3, 1, 5]);
  });

  test("each leaf of a tree brings examples along its axis; other leaves are shared", () => {
    const layers: Layer = { w: table(4, 3, 2), b: table(4, 3), name: "all" };
    const f = (p: Layer, x: Tensor): { y: Tensor; name: string } => ({ y: apply(p, x).y, name: p.name });
    const { y, name } = vmap(f, { inAxes: [0, null] })(layers, tensor([1, 2], { dtype: "float64" }));
    const expected = [0, 1, 2, 3].map((k) => {
      const one = { w: slice(layers.w, [k]), b: slice(layers.b, [k]), name: "" };
      return apply(one, tensor([1, 2], { dtype: "float64" })).y;
    });
    expect(y.toArray()).toEqual(stack(expected).toArray());
    expect(name).toBe("all");
  });

  test("a result that depends on no example is repeated", () => {
    const f = (x: Tensor, k: Tensor): Tensor[] => [k, x];
    const [shared] = vmap(f, { inAxes: [0, null] })(table(3), arange(0, 2)) as [Tensor];
    expect(shared.toArray()).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(shared.dtype).toBe("int32");
  });

  test("integers are mapped too", () => {
    const rows = tensor([[0], [2], [2]], { dtype: "int32" });
    const picked = vmap((x: Tensor, i: Tensor) => take(x, i))(table(3, 4), rows);
    expect(picked.toArray()).toEqual([0, 2, 2].map((i, k) => [slice(table(3, 4), [k, i]).item()]));
  });
});

test("vmap nests, over different axes of one argument", () => {
  const f = (x: Tensor): Tensor => multiply(softmax(x), sum(sin(x)));
  const x = table(2, 4, 3);
  const both = vmap(vmap(f, { inAxes: [1], outAxes: 1 }))(x); // over axis 0, then over what was axis 2
  const loop = [0, 1].map((i) =>
    stack(
      [0, 1, 2].map((j) => f(slice(x, [i, null, j]))),
      { axis: 1 },
    ),
  );
  both.dataSync().forEach((v, i) => expect(v).toBeCloseTo(stack(loop).dataSync()[i]!, 14));
});

test("the derivative of a mapped function for what is shared sums over the examples", () => {
  const f = (x: Tensor, w: Tensor): Tensor => sum(sin(vmap(dot, { inAxes: [1, null] })(x, w)));
  expect(gradcheck(f, [table(3, 4), table(3)])).toBeLessThan(1e-8);
});

test("an empty batch gives empty results", () => {
  const f = (x: Tensor, w: Tensor): Tensor => softmax(add(matmul(w, x), 1));
  expect(vmap(f, { inAxes: [0, null] })(zeros([0, 3]), zeros([2, 3])).shape).toEqual([0, 2]);
  const taken = vmap((x: Tensor) => take(x, tensor([0, 1], { dtype: "int32" })))(zeros([0, 3, 2])); // runs one by one
  expect(taken.shape).toEqual([0, 2, 2]);
  const gradient = grad((w: Tensor) => sum(vmap(f, { inAxes: [0, null] })(zeros([0, 3]), w)));
  expect(gradient(zeros([2, 3])).toArray()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("a primitive without a batching rule runs example by example, and stays differentiable", () => {
  const extremes: Primitive<[Tensor], [Tensor, Tensor], undefined> = {
    name: "extremes",
    shape: ([{ dtype }]) => [
      { shape: [], dtype },
      { shape: [], dtype },
    ],
    kernel: ([x], _, [low, high]) => [
      fromBuffer(Float64Array.of(Math.min(...x.dataSync())), low),
      fromBuffer(Float64Array.of(Math.max(...x.dataSync())), high),
    ],
    vjp: ([low, high], [x], [least, most]) => [
      () => add(where(equal(x, least), low, 0), where(equal(x, most), high, 0)),
    ],
    batch: null,
  };
  const spread = (x: Tensor): Tensor => {
    const [low, high] = bind(extremes, [x], undefined);
    return subtract(high, low);
  };
  const x = tensor(
    [
      [3, 1, 2],
      [0, 5, 9],
    ],
    { dtype: "float64" },
  );
  const gradients = [
    [1, -1, 0],
    [-1, 0, 1],
  ];
  expect(vmap(spread)(x).toArray()).toEqual([2, 9]);
  expect(vmap(grad(spread))(x).toArray()).toEqual(gradients);
  expect(grad((t: Tensor) => sum(vmap(spread)(t)))(x).toArray()).toEqual(gradients);
  expect(grad((t: Tensor) => bind(extremes, [t], undefined)[1])(slice(x, [0])).toArray()).toEqual([1, 0, 0]);
});

test("an elementwise primitive without a batching rule runs once on all examples, and shares what they share", () => {
  const shapes: (readonly number[])[] = [];
  const weighted: Primitive<readonly Tensor[], [Tensor], { scale: number }> = {
    name: "weighted",
    kind: "elementwise",
    shape: ([x]) => [x!],
    kernel: ([x, y], { scale }, [spec]) => {
      shapes.push(spec.shape);
      const factors = y!.dataSync();
      return [
        fromBuffer(
          Float64Array.from(x!.dataSync(), (value, i) => scale * value * factors[i]!),
          spec,
        ),
      ];
    },
    vjp: ([cotangent], [x, y], _outputs, attributes) => [
      () => bind(weighted, [cotangent, y!], attributes)[0],
      () => bind(weighted, [cotangent, x!], attributes)[0],
    ],
    batch: null,
  };
  const [x, y] = [table(3, 2), table(2)];
  const dot3 = (t: Tensor, u: Tensor): Tensor => sum(bind(weighted, [t, u], { scale: 3 })[0]);
  const expected = multiply(3, matmul(x, y)).toArray() as number[];
  const inAxes = [0, null] as const;
  const values = vmap(dot3, { inAxes })(x, y).toArray() as number[];
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 14));
  expect(vmap(grad(dot3), { inAxes })(x, y).toArray()).toEqual(stack([0, 1, 2].map(() => multiply(3, y))).toArray());
  // forward twice on all examples; the gradient for x is the same for all, and is computed once
  expect(shapes).toEqual([[3, 2], [3, 2], [2]]);
});

describe("errors", () => {
  const id = (x: Tensor, _y?: unknown): Tensor => x;
  test.each<[string, () => unknown, Error]>([
    [
      "the numbers of examples differ",
      () => vmap(id)(zeros([3, 2]), { a: [zeros([4, 3])] }),
      new ShapeError(
        "vmap: argument 1/a/0 must bring 3 examples like argument 0, got 4 on axis 0 of [4,3]; check inAxes?",
      ),
    ],
    [
      "a scalar",
      () => vmap(id)(tensor(1)),
      new ShapeError("vmap: argument 0 is a scalar and has no axis of examples; share it by null in inAxes?"),
    ],
    [
      "no examples",
      () => vmap(id, { inAxes: [null] })(zeros([2])),
      new ShapeError("vmap: at least one argument must bring examples, got none; check inAxes?"),
    ],
    [
      "an entry is missing",
      () => vmap(id, { inAxes: [0] })(zeros([2]), 3),
      new TypeError("vmap: inAxes must have an entry for each of 2 arguments, got 1; use null for what is shared"),
    ],
    [
      "there is no such axis in an argument",
      () => vmap(id, { inAxes: [2] })(zeros([2, 3])),
      new ShapeError("vmap: axis must be an integer from -2 to 1 for rank 2, got 2; count again?"),
    ],
    [
      "there is no such axis in a result",
      () => vmap((x: Tensor) => sum(x), { outAxes: 1 })(zeros([2, 3])),
      new ShapeError("vmap: axis must be an integer from -1 to 0 for rank 1, got 1; count again?"),
    ],
  ])("%s", (_, run, error) => {
    expect(run).toThrow(error);
  });
});
