import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** The workloads that a reader of the readme should know of, as the benchmark names them. */
const workloads = [
  { name: "digits-mlp", english: "train step, 64-64-10, batch 32", chinese: "训练一步，64-64-10，批量 32" },
  {
    name: "mnist-mlp",
    english: "train step, 784-256-128-10, batch 128",
    chinese: "训练一步，784-256-128-10，批量 128",
  },
  { name: "cnn", english: "train step, two convolutions, batch 64", chinese: "训练一步，两层卷积，批量 64" },
  { name: "gpt", english: "train step, GPT of 421,697 parameters", chinese: "训练一步，421,697 个参数的 GPT" },
  { name: "adam-10m", english: "Adam over ten million parameters", chinese: "一千万参数的 Adam 更新" },
  { name: "matmul-1024", english: "product of 1024 x 1024", chinese: "1024 x 1024 矩阵乘法" },
  { name: "softmax", english: "softmax of 1000 x 1000", chinese: "1000 x 1000 的 softmax" },
];
const tables = [
  { file: "README.md", head: "| | Adjoint, ms | TensorFlow.js | jax-js |", nameOf: ({ english }) => english },
  { file: "README.zh-CN.md", head: "| | Adjoint（毫秒） | TensorFlow.js | jax-js |", nameOf: ({ chinese }) => chinese },
];
const TABLE = /(<!-- speed: npm run update:packages -->\n)[\s\S]*?(<!-- \/speed -->)/;

/** The readme with the speeds of the recorded run of the benchmark, on WebAssembly and one thread. */
function withSpeeds({ file, head, nameOf }) {
  const { results } = JSON.parse(readFileSync(join(root, "apps/docs/data/benchmark.json"), "utf8"));
  const medianOf = (workload, implementation) =>
    results.find((result) => result.workload === workload && result.implementation === implementation)?.median;
  const rows = workloads.map((workload) => {
    const ours = medianOf(workload.name, "adjoint-wasm");
    const times = ["tfjs-wasm", "jax-js-wasm"].map((peer) => {
      const theirs = medianOf(workload.name, peer);
      return theirs === undefined ? "-" : `${Number((theirs / ours).toPrecision(2))} x`;
    });
    return `| ${[nameOf(workload), Number(ours.toPrecision(2)), ...times].join(" | ")} |`;
  });
  const text = readFileSync(join(root, file), "utf8");
  return { text, updated: text.replace(TABLE, `$1${[head, "|---|---|---|---|", ...rows].join("\n")}\n$2`) };
}

/** Writes the recorded speeds into the readmes. */
export function updateSpeedTable() {
  for (const table of tables) writeFileSync(join(root, table.file), withSpeeds(table).updated);
}

/** Readmes that do not show the recorded run. */
export const checkSpeedTable = () =>
  tables.flatMap((table) => {
    const { text, updated } = withSpeeds(table);
    return text === updated
      ? []
      : [`${table.file}: its speeds are not those of the recorded run; npm run update:packages`];
  });
