import { compile } from "@adjoint/compile";
import * as t from "@adjoint/tensor";
import type { Tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { evaluateModule } from "./testing/evaluate-module.ts";
import { linearCarry, linearInputs, linearStep } from "./testing/linear-step.ts";
import { tensorsOf } from "./testing/tensors-of.ts";
import { tabulateHost } from "./tabulate-host.ts";
import { toManifest } from "./to-manifest.ts";
import { toStableHlo } from "./to-stable-hlo.ts";

const graph = compile(linearStep).graph(...linearInputs);
const x = t.tensor([
  [3, 1, 2],
  [0.5, -1, 4],
]);

describe("the text", () => {
  test("of a train step", async () => {
    await expect(toStableHlo(graph, { name: "linear" })).toMatchFileSnapshot("testing/golden/linear.mlir");
  });

  test("of a train step that is split over a mesh", async () => {
    const sharding = { 2: ["data"], 3: ["data"], "0/weights": [null, "model"], "0/bias": ["model"] };
    const text = toStableHlo(graph, { name: "linear", mesh: { data: 2, model: 2 }, sharding });
    await expect(text).toMatchFileSnapshot("testing/golden/linear-split.mlir");
  });

  test("of a sort, a gather, a scatter, a convolution, a factorisation and a loop", async () => {
    const f = (a: Tensor, rows: Tensor): unknown => ({
      sorted: t.sort(a),
      rows: t.take(a, rows),
      sums: t.scatterAdd(a, rows, a),
      convolution: t.conv1d(t.reshape(a, [1, 2, 3]), t.reshape(a, [1, 2, 3]), { padding: 1, stride: 2 }),
      factor: t.cholesky(t.matmul(a, t.transpose(a))),
      determinant: t.determinant(t.matmul(a, t.transpose(a))),
    });
    const text = toStableHlo(compile(f).graph(x, t.tensor([1, -2], { dtype: "int32" })));
    await expect(text).toMatchFileSnapshot("testing/golden/operations.mlir");
  });

  test("is the same each time", () => {
    expect(toStableHlo(compile(linearStep).graph(...linearInputs))).toBe(toStableHlo(graph));
  });

  test("long constants are bytes, and what repeats is stored once", () => {
    const long = t.linspace(0, 1, 100);
    const program = compile((y: Tensor) => t.add(y, t.broadcastTo(long, [3, 100])));
    const y = t.ones([3, 100]);
    const text = toStableHlo(program.graph(y));
    expect(text).toMatch(/dense<"0x[0-9a-f]{800}"> : tensor<1x100xf32>/);
    expect(evaluateModule(text, [y])[0]!.toArray()).toEqual(program(y).toArray());
  });
});

test("positions are counted", () => {
  const x = t.ones([2, 100]);
  const program = compile((y: Tensor) => t.add(y, t.arange(0, 100, 1, "float32")));
  const text = toStableHlo(program.graph(x));
  expect(text).toContain('"stablehlo.iota"() {iota_dimension = 1 : i64} : () -> tensor<1x100xf32>');
  expect(evaluateModule(text, [x])[0]!.toArray()).toEqual(program(x).toArray());
});

test("a train step trains as it does here, with the table of what its schedule gives", () => {
  const table = tabulateHost(graph, [...tensorsOf(linearInputs).values()], { carry: linearCarry, steps: 20 });
  const { inputs } = toManifest(graph, { carry: linearCarry });
  const text = toStableHlo(graph);
  const given = tensorsOf(linearInputs);
  let values = inputs.map(({ path }) => given.get(path));
  let [params, state] = [linearInputs[0], linearInputs[1]];
  for (let step = 0; step < 20; step++) {
    const operands = inputs.map(({ path }, i) => values[i] ?? t.slice(table[path]!, [step]));
    const results = evaluateModule(text, operands);
    const here = linearStep(params, state, linearInputs[2], linearInputs[3]);
    ({ params, state } = here);
    expect(results.at(-1)!.item()).toBeCloseTo(here.loss.item(), 5);
    values = inputs.map(({ path, from }) => (from === undefined ? given.get(path) : results[from]));
  }
});

test("an operation of somebody else is named, with the place where it was used", () => {
  const odd: t.Primitive = { name: "odd", shape: ([y]) => [y!], kernel: (y) => y, vjp: null, batch: null };
  const wave = (y: Tensor): Tensor => t.bind(odd, [y], undefined)[0]!;
  const odder = compile((y: Tensor) => wave(t.add(y, 1))).graph(x);
  expect(() => toStableHlo(odder)).toThrow(
    /^toStableHlo: operations of @adjoint\/tensor are needed, got odd\(float32 \[2,3\]\), first used at wave \(.*to-stable-hlo\.test\.ts:\d+:\d+\) < .*; compute it with those, or before the program and pass it in\?$/,
  );
  expect(() => toStableHlo(compile((k: Tensor) => t.permutation(k, 5)).graph(t.randomKey(1)))).toThrow(
    /got permutation\(/,
  );
});

describe("splits", () => {
  const split = (mesh: Record<string, number>, sharding: Record<string, (string | null)[]>) => (): string =>
    toStableHlo(graph, { mesh, sharding });

  test.each([
    [{ data: 0 }, {}, "toStableHlo: a mesh has whole sizes from 1 up, got 0 for data; count the devices?"],
    [{ data: 2 }, { 2: ["date"] }, "toStableHlo: the mesh has the axes data, got date for 2; add it to the mesh?"],
    [
      { data: 3 },
      { 2: ["data"] },
      "toStableHlo: data has 3 devices, which must divide an axis of 4, got [4,3] at 2; change the batch?",
    ],
    [
      { data: 2 },
      { 3: ["data", "data"] },
      "toStableHlo: 3 has 1 axes, got a sharding of 2; name a longer path for what is split?",
    ],
    [
      { data: 2 },
      { "0/weights": [null, "data"], "0/w": ["data"] },
      /^toStableHlo: no tensor stands at 0\/w \(there are 0\/weights, 0\/bias, .*\); check the path\?$/,
    ],
  ])("that do not fit throw: %j %j", (mesh, sharding, message) => {
    expect(split(mesh as never, sharding as never)).toThrow(
      message instanceof RegExp ? message : new RangeError(message),
    );
  });

  test("one axis of the mesh splits one axis of a tensor", () => {
    const square = compile((y: Tensor) => t.add(y, 1)).graph(t.ones([4, 4]));
    expect(() => toStableHlo(square, { mesh: { data: 2 }, sharding: { 0: ["data", "data"] } })).toThrow(
      new RangeError(
        "toStableHlo: an axis of the mesh splits one axis of a tensor, got data, data for 0; use another?",
      ),
    );
  });

  test("name the devices in the order of the mesh, and how often a part is repeated", () => {
    const f = compile((a: Tensor, b: Tensor, c: Tensor) => [a, b, c]).graph(
      t.ones([4, 6]),
      t.ones([4, 6]),
      t.ones([6]),
    );
    const text = toStableHlo(f, {
      mesh: { data: 2, model: 3 },
      sharding: { 0: ["data", "model"], 1: [null, "model"], 2: ["data"], "result/0": ["data"] },
    });
    expect([...text.matchAll(/mhlo\.sharding = "([^"]*)"/g)].map(([, placed]) => placed)).toEqual([
      "{devices=[2,3]<=[6]}",
      "{devices=[1,3,2]<=[2,3]T(1,0) last_tile_dim_replicate}",
      "{devices=[2,3]<=[6] last_tile_dim_replicate}",
      "{devices=[2,1,3]<=[6] last_tile_dim_replicate}",
      "{replicated}",
      "{replicated}",
    ]);
    expect(text).toContain("mhlo.num_partitions = 6 : i32");
  });
});

describe("the manifest", () => {
  test("says what goes in and comes out, how it is split, and what goes in again", () => {
    const { mesh, inputs, outputs } = toManifest(graph, {
      mesh: { data: 2 },
      sharding: { 2: ["data"], 3: ["data"] },
      carry: linearCarry,
    });
    expect(mesh).toEqual({ data: 2 });
    expect(inputs.find(({ path }) => path === "2")).toEqual({
      path: "2",
      dtype: "float32",
      shape: [4, 3],
      axes: ["data"],
    });
    const weights = inputs[0]!;
    expect([weights.path, outputs[weights.from!]!.path]).toEqual(["0/weights", "result/params/weights"]);
    expect(inputs.at(-1)).toEqual({ path: "host/0", dtype: "float64", shape: [], axes: [] });
    expect(outputs.at(-1)!.path).toBe("result/loss");
  });

  test("what is carried must be there and fit", () => {
    expect(() => toManifest(graph, { carry: { params: 5 } })).toThrow(
      new RangeError(
        "toManifest: a result that is carried needs an argument, got none at 5/weights for result/params/weights; check the names?",
      ),
    );
    expect(() => toManifest(graph, { carry: { loss: "0/bias" } })).toThrow(
      new RangeError(
        "toManifest: a result that is carried must be as its argument, got float32 [] split by [] at result/loss for float32 [2] split by [] at 0/bias; shard both alike?",
      ),
    );
    expect(() =>
      toManifest(graph, { mesh: { data: 2 }, sharding: { "0/weights": [null, "data"] }, carry: linearCarry }),
    ).toThrow(/must be as its argument, got float32 \[3,2\] split by \[\]/);
  });
});

describe("the table of the host", () => {
  const step = t.tensor(3, { dtype: "int32" });

  test("has what the functions give at each step", () => {
    const f = (state: { step: Tensor }, y: Tensor): unknown => {
      const next = t.add(state.step, 1);
      return {
        y: t.multiply(
          y,
          t.cast(
            t.onHost((n) => 1 / n, next),
            "float32",
          ),
        ),
        state: { step: next },
      };
    };
    const table = tabulateHost(compile(f).graph({ step }, x), [step, x], { carry: { state: 0 }, steps: 3 });
    expect(Object.keys(table)).toEqual(["host/0"]);
    expect(table["host/0"]!.toArray()).toEqual([1 / 4, 1 / 5, 1 / 6]);
  });

  test("cannot know what the program computes", () => {
    const f = (rate: Tensor, y: Tensor): unknown => ({
      y: t.multiply(
        y,
        t.cast(
          t.onHost((r) => r / 2, rate),
          "float32",
        ),
      ),
      rate: t.cast(t.sum(y), "float64"),
    });
    const rate = t.tensor(1, { dtype: "float64" });
    expect(() => tabulateHost(compile(f).graph(rate, x), [rate, x], { carry: { rate: 0 }, steps: 3 })).toThrow(
      new RangeError(
        "tabulateHost: scalars that onHost reads must come from scalars, got result rate of the program; keep a step count for them?",
      ),
    );
  });
});
