import { gradcheck, valueAndGrad, vmap } from "@adjoint/autodiff";
import { compile, type Graph } from "@adjoint/compile";
import {
  cast,
  isFloat,
  isTensor,
  randomKey,
  sin,
  sizeOf,
  slice,
  splitKey,
  stack,
  sum,
  type Tensor,
} from "@adjoint/tensor";
import { flattenTree } from "@adjoint/tree";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { describe, expect, test } from "vitest";
import { type LayerCase, layerCases, mapTensors } from "./layer-cases.ts";

const exampleOf = ({ x }: LayerCase): readonly number[] => x.shape.slice(1);
const inFloat32 = <T>(tree: T): T => mapTensors((t) => (isFloat(t.dtype) ? cast(t, "float32") : t), tree);

/** Are all numbers of two trees within a distance, relative to the largest number of all? */
function expectClose(got: unknown, wanted: unknown, tolerance: number): void {
  const [a, b] = [flattenTree(isTensor, got as Tensor), flattenTree(isTensor, wanted as Tensor)];
  expect(a.paths).toEqual(b.paths);
  const scale = Math.max(1, ...b.leaves.flatMap((leaf) => Array.from(leaf.dataSync(), Math.abs)));
  b.leaves.forEach((leaf, i) => {
    expect(a.leaves[i]!.shape).toEqual(leaf.shape);
    const found = a.leaves[i]!.dataSync();
    leaf.dataSync().forEach((value, at) => {
      expect(Math.abs(found[at]! - value), `${a.paths[i]} entry ${at}`).toBeLessThanOrEqual(tolerance * scale);
    });
  });
}

/** Multiplications and additions of products in a graph, counted from the shapes of what it does. */
function flopsOf({ nodes, values }: Graph): number {
  return nodes.reduce((total, { primitive, inputs, outputs, attributes }) => {
    const [first, second] = inputs.map((value) => values[value]!.shape);
    const output = values[outputs[0]!]!.shape;
    if (primitive.name === "matmul") return total + 2 * sizeOf(output) * first!.at(-1)!;
    if (primitive.name !== "convolution") return total;
    // a transposed one takes each input by each tap; the others each output
    const isTransposed = (attributes as { axes: { output: number }[] }).axes[0]!.output < 0;
    const places = isTransposed ? sizeOf(first!) * second![1]! : sizeOf(output) * second![2]!;
    return total + 2 * places * sizeOf(second!.slice(3));
  }, 0);
}

describe.each(layerCases.map((one) => [one.name, one] as const))("%s", (name, one) => {
  const { layer, params, x, options, output, nextState } = one;
  const run = (p: object, input: Tensor): Tensor => layer.apply(p, input, options);

  test("output and state are those of the reference", () => {
    const [got, state] = layer.applyWithState(params, x, options);
    expectClose(got, output, 1e-13);
    expectClose(state, nextState, 1e-14);
    expectClose(run(params, x), output, 1e-13);
  });

  test("derivatives are those of differences", () => {
    const { leaves, rebuild } = flattenTree(isTensor, params as Tensor);
    // windows: entries that are 0.001 apart must not change places
    const step = name.startsWith("maxPool") ? 1e-5 : 1e-3;
    if (isFloat(x.dtype)) gradcheck((input, ...all) => run(rebuild(all), input), [x, ...leaves], { order: 1, step });
    else gradcheck((...all) => run(rebuild(all), x), leaves, { order: 1 });
  });

  test("it makes of its parameters and of shapes what it describes", () => {
    const description = layer.describe(exampleOf(one));
    expect(description.outputShape).toEqual(output.shape.slice(1));
    const made = flattenTree(isTensor, layer.init(randomKey(1), exampleOf(one)) as Tensor);
    const given = flattenTree(isTensor, params as Tensor);
    expect(made.paths).toEqual(given.paths);
    expect(description.parameters).toBe(made.leaves.reduce((total, { size }) => total + size, 0));
    const state = flattenTree(isTensor, layer.initState(exampleOf(one)) as Tensor);
    expect(description.state).toBe(state.leaves.reduce((total, { size }) => total + size, 0));
  });

  test("compiled it gives the same, gradients included", () => {
    const step = (p: object, input: Tensor, other: typeof options) =>
      valueAndGrad((all: Tensor) => {
        const [y, state] = layer.applyWithState(all, input, other);
        return { loss: sum(sin(y)), state };
      })(p as Tensor);
    const inputs = [inFloat32(params), inFloat32(x), inFloat32(options)] as const;
    const expected = step(...inputs);
    expect(compile(step)(...inputs)).toEqual(expected);
    const compiled = compile(step, { target: wasmTarget() });
    expectClose(compiled(...inputs), expected, 1e-5);
    compiled.dispose();
  });

  test("operations are counted as they are done", () => {
    const graph = compile(run).graph(params, x);
    const { flops } = layer.describe(exampleOf(one));
    // what is averaged is a convolution with ones, an operation that needs no multiplication
    if (name.startsWith("avgPool")) expect(flops).toBe(0);
    else if (!name.includes("of a context")) expect(flopsOf(graph)).toBe(flops * x.shape[0]!);
  });

  test("mapped over parameters it is an ensemble", () => {
    const members = splitKey(randomKey(3), 2).map((key) => layer.init(key, exampleOf(one)) as object);
    const keys = stack(splitKey(randomKey(3), 2));
    if (flattenTree(isTensor, members[0] as Tensor).leaves.length === 0) return;
    const many = vmap((key: Tensor) => layer.init(key, exampleOf(one)) as object)(keys);
    const alone = (i: number): object => mapTensors((t) => slice(t, [i]), many);
    expectClose(alone(0), members[0], 1e-6);
    expectClose(alone(1), members[1], 1e-6);
    const apply = (p: object): Tensor => layer.apply(p, inFloat32(x), inFloat32(options));
    const outputs = vmap(apply)(many);
    members.forEach((member, i) => {
      expectClose(slice(outputs, [i]), apply(member), 1e-5);
    });
  });
});
