/** A perceptron of one layer, its loss and some batches, as the examples of several readmes speak of them. */
const model = `
const initialParams = { weights: zeros([4, 3]), bias: zeros([3]) };
const lossOf = (p, x, labels) =>
  mean(square(subtract(add(matmul(x, p.weights), p.bias), oneHot(labels, 3))));
const batches = [1, 2].map((k) => ({ x: full([4, 4], k), labels: tensor([0, k, 0, k], { dtype: "int32" }) }));
const [{ x, labels }] = batches;`;

/** A train step of it, and where it begins. */
const trainStep = `${model}
const descent = sgd({ learningRate: 0.1 });
let [params, state] = [initialParams, descent.init(initialParams)];
const trainStep = (p, s, x, labels) => {
  const [loss, gradients] = valueAndGrad(lossOf)(p, x, labels);
  const [updates, next] = descent.update(gradients, s, p);
  return { params: applyUpdates(p, updates), state: next, loss };
};`;

const trains = ["@adjoint/autodiff", "@adjoint/optimizers"];

/**
 * What the examples of a readme speak of without making it: code ahead of its blocks by their number, and packages that
 * this code needs. Readmes that are not here need nothing.
 */
export const readmeScopes = {
  tree: { before: { 0: `const gradients = { layers: [{ weights: 10, bias: 20 }], scale: 30 };` } },
  schedulers: { before: { 1: `const validationLoss = 0.7;` } },
  data: { before: { 0: `const step = () => {};` } },
  autodiff: {
    before: {
      5: `const block = (layer, h) => add(matmul(h, layer.weights), layer.bias);`,
      7: `const test = { each: (rows) => (_name, run) => rows.forEach(run) };`,
    },
  },
  optimizers: {
    packages: ["@adjoint/autodiff", "@adjoint/tree"],
    before: {
      0: `const batches = [{ x: ones([2, 784]), y: ones([2, 10]) }];
const loss = (p, x, y) => mean(square(subtract(add(matmul(x, p.weights), p.bias), y)));
const [{ x, y }] = batches;`,
      2: `let [gradients, state] = [new Float32Array(1_000_000), optimizer.init(new Float32Array(1_000_000))];`,
      3: `let scheduled = adam({ learningRate: linearDecay({ initial: 1, decaySteps: 10 }) }).init({ a: 1 });`,
      4: `const valueAndGradient = (p, b) => valueAndGrad(loss)(p, b.x, b.y); const batch = () => batches[0];`,
      7: `const state = chain({ safe: skipNonFinite(sharpnessAware(polyakSgd())) }).init(params);`,
      9: `let state = optimizer.init(params);`,
      10: `const loss = ({ a }) => square(subtract(a, 3)); const start = { a: tensor(1, { dtype: "float64" }) };`,
      11: `const x = [77.6, 239.9, 434.8, 760]; const y = [10.07, 29.61, 50.76, 81.78];`,
    },
  },
  compile: { before: { 0: model } },
  "wasm-kernels": {
    packages: trains,
    before: {
      1: trainStep,
      5: `const [parameters, gradients] = [Float32Array.of(1, 2), Float32Array.of(10, 20)];`,
      6: `const [logits, probabilities] = [new Float32Array(1280), new Float32Array(1280)];`,
      7: `const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });`,
    },
  },
  "gpu-kernels": {
    packages: trains,
    before: {
      0: `${trainStep}\nlet loss;`,
      1: `const device = await openDevice({ prefer: ["webasm"] });
const [x, weights, bias] = [ones([10, 4]), ones([4, 10]), zeros([10])];`,
    },
  },
  onnx: {
    packages: ["@adjoint/layers"],
    before: {
      0: `const classifier = sequential({ output: dense({ outputs: 3 }) });
const [params, x] = [classifier.init(randomKey(0), [4]), ones([2, 4])];`,
    },
  },
  stablehlo: {
    packages: [...trains, "@adjoint/checkpoint", "@adjoint/tree"],
    before: {
      0: `${trainStep}\nconst step = trainStep;`,
      1: `const { writeFile } = await import("node:fs/promises");
const tensors = flattenTree(isTensor, [params, state, x, labels]).leaves;`,
      2: `const initialParams = params;
const fetch = async () => new Response(writeSafetensors({ 0: params }));`,
    },
  },
};
