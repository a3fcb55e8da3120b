import { valueAndGrad } from "@adjoint/autodiff";
import { compile, type Graph, interpreter, separateHost } from "@adjoint/compile";
import { toOnnx } from "@adjoint/onnx";
import { loadModel } from "@adjoint/onnx/testing/run-model";
import { adam, applyUpdates } from "@adjoint/optimizers";
import { linearDecay } from "@adjoint/schedulers";
import { toStableHlo } from "@adjoint/stablehlo";
import { evaluateModule } from "@adjoint/stablehlo/testing/evaluate-module";
import { isTensor, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { describe, expect, test } from "vitest";
import { losses } from "./adjoint/losses.ts";
import { toTensors } from "./adjoint/to-tensors.ts";
import type { ModelName, Models } from "./models.ts";
import type { TrainingWorkload } from "./workload.ts";
import { cnn } from "./workloads/cnn.ts";
import { convolutional } from "./workloads/convolutional.ts";
import { digitsMlp } from "./workloads/digits-mlp.ts";
import { gpt } from "./workloads/gpt.ts";
import { perceptron } from "./workloads/perceptron.ts";
import { transformer } from "./workloads/transformer.ts";

type Params = Models<Tensor>[ModelName]["params"];
type Batch = Models<Tensor>[ModelName]["batch"];
type Step = (params: Params, state: unknown, batch: Batch) => { params: Params; state: unknown; loss: Tensor };

/** A train step with Adam and a falling rate, and where it starts. */
function trainingOf({ model, settings, start }: TrainingWorkload): { step: Step; inputs: Parameters<Step> } {
  const { params, batch } = toTensors<{ params: Params; batch: Batch }>(start());
  // the one that takes what start() gives
  const gradientOf = valueAndGrad(losses[model] as (params: Params, batch: Batch, settings: object) => Tensor);
  const optimizer = adam({ learningRate: linearDecay({ initial: 3e-3, decaySteps: 80 }) });
  const state = optimizer.init(params);
  const step = (at: Params, moments: typeof state, examples: Batch): ReturnType<Step> => {
    const [loss, gradients] = gradientOf(at, examples, settings);
    const [updates, next] = optimizer.update(gradients, moments, at);
    return { params: applyUpdates(at, updates), state: next, loss };
  };
  return { step: step as Step, inputs: [params, state, batch] }; // it gets back the state that it gave
}

/** The tensors of a tree by their paths. */
function tensorsOf(tree: unknown): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  mapTreeWithPath((path: string, leaf: unknown) => isTensor(leaf) && tensors.set(path, leaf), tree);
  return tensors;
}

/** Losses of steps that an engine runs, each on what the last one gave; schedules and bias corrections run here. */
async function lossesElsewhere(
  graph: Graph,
  inputs: unknown,
  steps: number,
  run: (inputs: ReadonlyMap<string, Tensor>) => Promise<ReadonlyMap<string, Tensor>>,
): Promise<number[]> {
  const { host } = separateHost(graph);
  const onHost = interpreter.build(host);
  const values = tensorsOf(inputs);
  const curve: number[] = [];
  for (let step = 0; step < steps; step++) {
    const scalars = onHost.run(graph.inputs.map(({ path }) => values.get(path)!));
    host.outputs.forEach(({ path }, i) => values.set(path, scalars[i]!));
    const results = await run(values);
    curve.push(results.get("loss")!.item());
    for (const [path, value] of results) values.set(path.replace(/^params/, "0").replace(/^state/, "1"), value);
  }
  return curve;
}

function lossesHere(step: Step, [params, state, batch]: Parameters<Step>, steps: number): number[] {
  const compiled = compile(step, { target: wasmTarget() });
  const curve: number[] = [];
  let at = { params, state };
  for (let i = 0; i < steps; i++) {
    const { loss, ...next } = compiled(at.params, at.state, batch);
    at = next;
    curve.push(loss.item());
  }
  return curve;
}

const small = [
  perceptron("small perceptron", [6, 5, 3], 8),
  convolutional("small convolution", { batch: 4, side: 8, channels: [2, 3], classes: 3 }),
  transformer("small gpt", { batch: 2, context: 6, vocabulary: 7, width: 8, layers: 1, heads: 2 }),
] as readonly TrainingWorkload[]; // each of its own model
const large = [digitsMlp, cnn, gpt] as readonly TrainingWorkload[];

describe.each(process.env["ENDURANCE"] ? [...small, ...large] : small)("$name", (workload) => {
  const { step, inputs } = trainingOf(workload);
  const graph = compile(step).graph(...inputs);

  test("100 steps in ONNX Runtime have the losses that they have here", async () => {
    const model = await loadModel(toOnnx(graph));
    const curve = await lossesElsewhere(graph, inputs, 100, async (values) => {
      const results = await model.run(Object.fromEntries(values));
      return new Map(Object.entries(results).map(([path, value]) => [path.slice("result/".length), value]));
    });
    lossesHere(step, inputs, 100).forEach((loss, i) =>
      expect(Math.abs(curve[i]! - loss)).toBeLessThanOrEqual(1e-4 * Math.max(1, loss)),
    );
  });

  test.runIf(small.includes(workload))(
    "steps in StableHLO, by the rules of its specification, have them too",
    async () => {
      const text = toStableHlo(graph);
      const { program } = separateHost(graph);
      const run = (values: ReadonlyMap<string, Tensor>): Promise<ReadonlyMap<string, Tensor>> => {
        const operands = program.inputs.map(({ path }) => values.get(path)!);
        const results = evaluateModule(text, operands);
        return Promise.resolve(new Map(program.outputs.map(({ path }, i) => [path, results[i]!])));
      };
      const curve = await lossesElsewhere(graph, inputs, 3, run);
      lossesHere(step, inputs, 3).forEach((loss, i) => expect(Math.abs(curve[i]! - loss)).toBeLessThanOrEqual(1e-5));
    },
  );
});

test("the step of a gpt of 421,697 parameters exports both ways", () => {
  const { step, inputs } = trainingOf(gpt); // one of them
  const graph = compile(step).graph(...inputs);
  expect(toStableHlo(graph, { mesh: { data: 8 }, sharding: { 2: ["data"] } })).toContain("{devices=[8,1]<=[8]}");
  expect(toOnnx(graph).length).toBeGreaterThan(10_000);
});
