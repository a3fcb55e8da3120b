import { readFileSync } from "node:fs";
import { isTensor, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { describe, expect, test } from "vitest";
import { load, save } from "../tests/json.ts";
import { opaque } from "../tests/opaque.ts";
import { randomNumbers } from "../tests/random-numbers.ts";
import { optimizers, rulesHead, rulesRow } from "../tests/rules-row.ts";
import { stepsHead, stepsOfLine } from "../tests/steps-row.ts";
import { applyUpdates, type GradientTransform, type Params } from "./index.ts";
import { catalogue, type Extras } from "./testing/catalogue.ts";

/** Gradients with a bias and noise, different in each step. */
function makeGradients<T>(steps: number, make: (random: () => number) => T): T[] {
  const random = randomNumbers(17);
  return Array.from({ length: steps }, () => make(() => 0.4 + random()));
}

/** A number, a matrix and a vector, as plain values. */
const makeNumbers = (random: () => number) => ({
  scale: random(),
  layers: [{ weights: Array.from({ length: 6 }, random) }],
  bias: Array.from({ length: 2 }, random),
});
type Numbers = ReturnType<typeof makeNumbers>;
type Plain = { scale: number; layers: { weights: Float64Array }[]; bias: Float64Array };

const toPlain = ({ scale, layers, bias }: Numbers): Plain => ({
  scale,
  layers: layers.map(({ weights }) => ({ weights: Float64Array.from(weights) })),
  bias: Float64Array.from(bias),
});
const toTensors = ({ scale, layers, bias }: Numbers, dtype: "float32" | "float64") => ({
  scale: tensor(scale, { dtype }),
  layers: layers.map(({ weights }) => ({ weights: tensor(weights, { dtype }) })),
  bias: tensor(bias, { dtype }),
});
const toMatrices = ({ scale, layers, bias }: Numbers) => ({
  scale: tensor(scale),
  layers: layers.map(({ weights }) => ({ weights: tensor(weights, { shape: [2, 3] }) })),
  bias: tensor(bias),
});
const numbersIn = (tree: unknown): number[] => {
  const found: number[] = [];
  mapTree((leaf: Tensor | Float64Array | Float32Array | number) => {
    found.push(...(isTensor(leaf) ? leaf.dataSync() : typeof leaf === "number" ? [leaf] : leaf));
  }, tree);
  return found;
};

/** The parameters after each step, and the last state. */
function run<P extends Params<P>>(
  optimizer: GradientTransform<unknown, Extras>,
  start: P,
  gradients: readonly P[],
  state?: unknown,
): { path: P[]; state: unknown } {
  let params: P = start;
  let current = state ?? optimizer.init<P>(start);
  const extra = { value: 0.8, valueAndGradient: (at: P): [number, P] => [0.8, at] };
  const path = gradients.map((g): P => {
    const [updates, next] = optimizer.update<P>(g, current, params, extra);
    [params, current] = [applyUpdates<P>(params, updates), next];
    return params;
  });
  return { path, state: current };
}

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").split("\n");

function rowsUnder(head: readonly string[]): string[] {
  const start = readme.indexOf(head[0]!);
  expect(readme.slice(start, start + 2)).toEqual(head);
  return readme.slice(start + 2, readme.indexOf("", start));
}
const nameIn = (text: string): string => /\w+/.exec(text)![0];
const steps = rowsUnder(stepsHead);

test("the README says the rule of each optimizer as its docstring does (npm run update:packages)", () => {
  expect(rowsUnder(rulesHead).sort()).toEqual([...optimizers.keys()].map(rulesRow).sort());
});

test("every optimizer is in the catalogue: add its line there if it is made of more than a learning rate", () => {
  expect(new Set(catalogue.map(({ call }) => nameIn(call)))).toEqual(
    new Set([...optimizers.keys(), "skipNonFinite", "accumulate", "lookahead", "sharpnessAware", "partition", "chain"]),
  );
  expect(steps).toHaveLength(catalogue.length);
});

describe.each(catalogue)("$call", (entry) => {
  const { make } = entry;
  test("goes down every function in the steps that the README says (npm run update:packages)", () => {
    const line = stepsOfLine(entry, steps);
    expect(line).not.toContain("never");
    expect(steps).toContain(line);
  });

  test("numbers, typed arrays and tensors alike", () => {
    const [start, ...gradients] = makeGradients(13, makeNumbers) as [Numbers, ...Numbers[]];
    const plain = run(make(), toPlain(start), gradients.map(toPlain)).path.at(-1);
    const inTensors = run(
      make(),
      toTensors(start, "float64"),
      gradients.map((g) => toTensors(g, "float64")),
    ).path.at(-1);
    expect(numbersIn(plain)).toEqual(numbersIn(inTensors));
    const single = run(
      make(),
      start.layers.map(({ weights }) => Float32Array.from(weights)),
      gradients.map(({ layers }) => layers.map(({ weights }) => Float32Array.from(weights))),
    ).path.at(-1);
    const singleTensors = run(
      make(),
      start.layers.map(({ weights }) => tensor(weights)),
      gradients.map(({ layers }) => layers.map(({ weights }) => tensor(weights))),
    ).path.at(-1);
    expect(numbersIn(single)).toEqual(numbersIn(singleTensors));
  });

  test("is deterministic, and goes on from JSON bit by bit", () => {
    const [start, ...gradients] = makeGradients(21, makeNumbers).map(toMatrices) as [
      ReturnType<typeof toMatrices>,
      ...ReturnType<typeof toMatrices>[],
    ];
    const whole = run(make(), start, gradients);
    expect(save(run(make(), start, gradients))).toBe(save(whole));
    const half = run(make(), start, gradients.slice(0, 9));
    const resumed = run(make(), half.path.at(-1)!, gradients.slice(9), load(save(half.state)));
    expect(save(resumed.path)).toBe(save(whole.path.slice(9)));
    expect(save(resumed.state)).toBe(save(whole.state));
    expect(save(whole.path.at(-1))).not.toBe(save(half.path.at(-1)));
  });

  test("keeps nothing that the caller may write to", () => {
    const [start, ...gradients] = makeGradients(9, makeNumbers) as [Numbers, ...Numbers[]];
    const expected = run(make(), toPlain(start), gradients.map(toPlain)).path.map(numbersIn);
    const optimizer = make();
    const [params, buffer] = [toPlain(start), toPlain(start)];
    const write = (into: Plain, from: Plain): void => {
      into.scale = from.scale;
      into.layers.forEach(({ weights }, i) => weights.set(from.layers[i]!.weights));
      into.bias.set(from.bias);
    };
    let state = optimizer.init(params);
    gradients.forEach((g, step) => {
      write(buffer, toPlain(g));
      const extra = { value: 0.8, valueAndGradient: (at: Plain): [number, Plain] => [0.8, at] };
      const [updates, next] = optimizer.update(buffer, state, params, extra);
      write(params, applyUpdates(params, updates));
      write(updates, toPlain(start));
      state = next;
      expect(numbersIn(params)).toEqual(expected[step]);
    });
  });

  test.each(["float32", "float64"] as const)("a gradient of 0 stays finite in %s, at parameters of 0 too", (dtype) => {
    for (const at of [0, 1]) {
      const start = { a: tensor([at, at], { dtype }), b: tensor([[at], [at]], { dtype }), c: tensor(at, { dtype }) };
      const zero = mapTree(
        (t: Tensor) =>
          tensor(
            t.dataSync().map(() => 0),
            { shape: t.shape },
          ),
        start,
      ) as typeof start;
      const { path, state } = run(make(), start, [zero, zero, zero, start, zero]);
      for (const x of [...path.flatMap(numbersIn), ...numbersIn(state)]) expect(Number.isFinite(x)).toBe(true);
    }
  });

  test("reads no value: it can be traced", () => {
    const [start, ...gradients] = makeGradients(5, makeNumbers).map(toMatrices) as [
      ReturnType<typeof toMatrices>,
      ...ReturnType<typeof toMatrices>[],
    ];
    const { hide, reveal } = opaque();
    const hideAll = <T>(tree: T): T => mapTree(hide, tree) as T;
    const expected = run(make(), start, gradients);
    const traced = run(make(), hideAll(start), gradients.map(hideAll), hideAll(make().init(start)));
    expect(save(mapTree(reveal, traced.path))).toBe(save(expected.path));
    expect(save(mapTree(reveal, traced.state))).toBe(save(expected.state));
  });
});

describe.each(catalogue.filter(({ call }) => !call.startsWith("noisy")))("$call", ({ make }) => {
  test("float32 follows float64", () => {
    const [start, ...gradients] = makeGradients(13, makeNumbers) as [Numbers, ...Numbers[]];
    const pathIn = (dtype: "float32" | "float64"): number[][] =>
      run(
        make(),
        toTensors(start, dtype),
        gradients.map((g) => toTensors(g, dtype)),
      ).path.map(numbersIn);
    const exact = pathIn("float64");
    pathIn("float32").forEach((numbers, step) =>
      numbers.forEach((x, i) => expect(Math.abs(x - exact[step]![i]!)).toBeLessThan(2e-5)),
    );
  });
});
