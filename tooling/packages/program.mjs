// A program that uses the packages together and gives numbers: the same from modules, bundles, workers and pages.
import { relu } from "@adjoint/activations";
import { hessian, valueAndGrad, vmap } from "@adjoint/autodiff";
import { readSafetensors, writeSafetensors } from "@adjoint/checkpoint";
import { compile } from "@adjoint/compile";
import { batches, readCsv, standardize, toDataset } from "@adjoint/data";
import { activation, dense, sequential } from "@adjoint/layers";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { accuracy } from "@adjoint/metrics";
import { toOnnx } from "@adjoint/onnx";
import { adam, applyUpdates } from "@adjoint/optimizers";
import { cosineDecay, warmup } from "@adjoint/schedulers";
import { toStableHlo } from "@adjoint/stablehlo";
import { eigh, matmul, randomKey, sum, tensor, transpose, uniform } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { wasmTarget } from "@adjoint/wasm-kernels";

const csv = `a,b,kind\n${Array.from({ length: 24 }, (_, i) => `${Math.sin(i)},${Math.cos(2 * i)},${i % 3 ? "x" : "y"}`).join("\n")}`;

/** Trains a perceptron step by step, and the same compiled; factorises, differentiates, reads and writes. */
export function program() {
  const { features, targets } = toDataset(readCsv(csv), { target: "kind" });
  const data = { x: standardize(features).apply(features), y: targets };
  const model = sequential({ hidden: dense({ outputs: 8 }), relu: activation(relu), output: dense({ outputs: 2 }) });
  const optimizer = adam({ learningRate: warmup(cosineDecay({ initial: 0.05, decaySteps: 40 }), 5) });
  const lossOf = (params, x, y) => softmaxCrossEntropyWithIntegerLabels(model.apply(params, x), y);
  const step = (params, state, x, y) => {
    const [loss, gradients] = valueAndGrad(lossOf)(params, x, y);
    const [updates, next] = optimizer.update(gradients, state, params);
    return { params: applyUpdates(params, updates), state: next, loss };
  };
  const train = (run) => {
    let params = model.init(randomKey(1), [2]);
    let state = optimizer.init(params);
    const losses = [];
    for (let epoch = 0; epoch < 10; epoch++)
      for (const { x, y } of batches(data, { batchSize: 8, shuffle: false })) {
        const next = run(params, state, x, y);
        ({ params, state } = next);
        losses.push(next.loss.item());
      }
    return { params, losses };
  };
  const eager = train(step);
  const compiled = train(compile(step, { target: wasmTarget() }));
  const graph = compile(step).graph(eager.params, optimizer.init(eager.params), data.x, data.y);
  const { tensors } = readSafetensors(writeSafetensors(eager.params));
  const square = uniform(randomKey(2), [4, 4], { dtype: "float64" });
  const cube = (x) => sum(matmul(x, matmul(x, x)));
  return {
    eager: eager.losses,
    compiled: compiled.losses,
    accuracy: accuracy(model.apply(eager.params, data.x), data.y),
    weights: Object.values(tensors).flatMap((t) => [...t.dataSync()]),
    eigenvalues: eigh(matmul(square, transpose(square))).values.toArray(),
    hessian: hessian(cube)(square).toArray(),
    mapped: vmap(cube)(tensor([[[1, 2], [3, 4]], [[0, 1], [1, 0]]])).toArray(), // biome-ignore format: two matrices
    tree: mapTree((x) => 2 * x, { a: [1, 2] }),
    exported: [toOnnx(graph).length, toStableHlo(graph).length],
  };
}
