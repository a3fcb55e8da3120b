// Bundles what a user would import, minified, and compares its size with a limit: what is not imported must not come along.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bytes after gzip; `never` names files that no such bundle may hold. */
const cases = [
  { name: "a schedule", limit: 512, code: `export { linearDecay } from "@adjoint/schedulers"` },
  {
    name: "add and grad",
    limit: 6600,
    never: /convolution|pool|windows|linear|solve|cholesky|qr|svd|eigh|random|sort/,
    code: `export { add } from "@adjoint/tensor"; export { grad } from "@adjoint/autodiff"`,
  },
  {
    name: "mean squared error with its gradient",
    limit: 7400,
    never: /convolution|linear-algebra|random/,
    code: `export { meanSquaredError } from "@adjoint/losses"; export { valueAndGrad } from "@adjoint/autodiff"`,
  },
  {
    name: "Adam on typed arrays",
    limit: 7600,
    never: /convolution|linear-algebra|random|matmul/,
    code: `export { adam, applyUpdates } from "@adjoint/optimizers"`,
  },
  {
    name: "a train step of a perceptron",
    limit: 14300,
    never: /convolution|linear-algebra/,
    code: `export { add, matmul, randomKey, tensor, uniform } from "@adjoint/tensor"; export { relu } from "@adjoint/activations";
      export { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses"; export { valueAndGrad } from "@adjoint/autodiff";
      export { adam, applyUpdates } from "@adjoint/optimizers"`,
  },
];

let failures = 0;
for (const { name, limit, never, code } of cases) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: join(root, "apps/trainer") },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    conditions: ["@adjoint/source"],
    metafile: true,
    write: false,
  });
  const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  const [output] = Object.values(metafile.outputs);
  const stray = Object.entries(output.inputs).filter(
    ([path, { bytesInOutput }]) => bytesInOutput > 0 && never?.test(path),
  );
  const isGood = size <= limit && stray.length === 0;
  if (!isGood) failures++;
  console.log(`${isGood ? "ok  " : "FAIL"} ${String(size).padStart(6)} of ${String(limit).padStart(6)} bytes  ${name}`);
  for (const [path] of stray) console.log(`     holds ${path}, which it does not use`);
}
process.exit(failures > 0 ? 1 : 0);
