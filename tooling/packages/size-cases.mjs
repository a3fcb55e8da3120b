const trainStepOn = (
  loss,
) => `export { add, matmul, tensor } from "@adjoint/tensor"; export { relu } from "@adjoint/activations";
  export { ${loss} } from "@adjoint/losses"; export { valueAndGrad } from "@adjoint/autodiff";
  export { adam, applyUpdates } from "@adjoint/optimizers"`;

const compiledBy = (
  parts,
) => `export { compile } from "@adjoint/compile"; import * as wasm from "@adjoint/wasm-kernels";
  export const target = () => wasm.createWasmTarget([${parts && `wasm.${parts}`}])`;

/**
 * What a user would import. Bytes after gzip, 1024 of them a kB: `limit` holds today, `goal` is where it should come
 * to; `never` names files that no such bundle may hold.
 */
export const sizeCases = [
  {
    name: "a schedule",
    chinese: "一个学习率调度",
    limit: 512,
    goal: 512,
    code: `export { linearDecay } from "@adjoint/schedulers"`,
  },
  {
    name: "`add` and `grad`",
    chinese: "`add` 与 `grad`",
    limit: 4352,
    never: /convolution|pool|windows|linear|solve|cholesky|qr|svd|eigh|random|sort/,
    code: `export { add } from "@adjoint/tensor"; export { grad } from "@adjoint/autodiff"`,
  },
  {
    name: "mean squared error with its gradient",
    chinese: "均方误差及其梯度",
    limit: 5120,
    goal: 4096,
    never: /convolution|linear-algebra|random/,
    code: `export { meanSquaredError } from "@adjoint/losses"; export { valueAndGrad } from "@adjoint/autodiff"`,
  },
  {
    name: "Adam on typed arrays",
    chinese: "类型化数组上的 Adam",
    limit: 5120,
    goal: 5120,
    never: /convolution|linear-algebra|random|matmul/,
    code: `export { adam, applyUpdates } from "@adjoint/optimizers"`,
  },
  {
    name: "a train step of a perceptron",
    chinese: "多层感知机的一个训练步",
    limit: 10_240,
    goal: 10_240,
    never: /convolution|linear-algebra|random|take|labels/,
    code: trainStepOn("softmaxCrossEntropy"),
  },
  {
    name: "the same, compiled to WebAssembly",
    chinese: "同上，编译为 WebAssembly",
    limit: 30_720,
    goal: 30_720,
    never: /convolution|linear-algebra|random|indexing|labels/,
    code: `${trainStepOn("softmaxCrossEntropy")}; ${compiledBy("")}`,
  },
  {
    name: "a compiled train step on integer labels",
    chinese: "使用整数标签、经过编译的训练步",
    limit: 32_400,
    never: /convolution|linear-algebra|random/,
    code: `${trainStepOn("softmaxCrossEntropyWithIntegerLabels")}; ${compiledBy("labels")}`,
  },
  {
    name: "a perceptron of layers",
    chinese: "由层组成的多层感知机",
    limit: 9000,
    never: /convolution|pool|linear-algebra|qr|recurrent|attention|norm-params/,
    code: `export { activation, dense, sequential } from "@adjoint/layers"`,
  },
  {
    name: "accuracy",
    chinese: "准确率",
    limit: 2500,
    code: `export { accuracy } from "@adjoint/metrics"`,
  },
];
