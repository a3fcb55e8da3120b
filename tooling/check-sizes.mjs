// Bundles what a user would import from the packed packages, minified, and compares its size with a limit: what is not
// imported must not come along.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binary = (name) => join(root, "node_modules/.bin", name);

/** What the cases import, each after those that it needs. */
const packages = ["tree", "tensor", "schedulers", "activations", "losses", "autodiff", "optimizers", "layers", "metrics"];

/** Bytes after gzip, 1024 of them a kB; `never` names files that no such bundle may hold. */
const cases = [
  { name: "a schedule", limit: 512, code: `export { linearDecay } from "@adjoint/schedulers"` },
  {
    name: "add and grad",
    limit: 5050,
    never: /convolution|pool|windows|linear|solve|cholesky|qr|svd|eigh|random|sort/,
    code: `export { add } from "@adjoint/tensor"; export { grad } from "@adjoint/autodiff"`,
  },
  {
    name: "mean squared error with its gradient",
    limit: 5800,
    never: /convolution|linear-algebra|random/,
    code: `export { meanSquaredError } from "@adjoint/losses"; export { valueAndGrad } from "@adjoint/autodiff"`,
  },
  {
    name: "Adam on typed arrays",
    limit: 5120,
    never: /convolution|linear-algebra|random|matmul/,
    code: `export { adam, applyUpdates } from "@adjoint/optimizers"`,
  },
  {
    name: "a train step of a perceptron",
    limit: 13700,
    never: /convolution|linear-algebra/,
    code: `export { add, matmul, randomKey, tensor, uniform } from "@adjoint/tensor"; export { relu } from "@adjoint/activations";
      export { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses"; export { valueAndGrad } from "@adjoint/autodiff";
      export { adam, applyUpdates } from "@adjoint/optimizers"`,
  },
  {
    name: "a perceptron of layers",
    limit: 9700,
    never: /convolution|pool|linear-algebra|qr|recurrent|attention|norm-params/,
    code: `export { activation, dense, sequential } from "@adjoint/layers"`,
  },
  { name: "accuracy", limit: 2500, code: `export { accuracy } from "@adjoint/metrics"` },
];

/** A folder with the packages in it as npm would install them: built, packed and unpacked. */
function installPacked() {
  const folder = mkdtempSync(join(tmpdir(), "adjoint-sizes-"));
  for (const name of packages) {
    const [from, to] = [join(root, "packages", name), join(folder, "node_modules/@adjoint", name)];
    execFileSync(binary("tsc"), ["-p", join(from, "tsconfig.build.json")], { stdio: "inherit" });
    execFileSync(binary("pnpm"), ["pack", "--pack-destination", to], { cwd: from });
    mkdirSync(to, { recursive: true });
    const tarball = readdirSync(to).find((file) => file.endsWith(".tgz"));
    execFileSync("tar", ["-xzf", join(to, tarball), "--strip-components=1", "-C", to]);
  }
  return folder;
}

async function measure(folder, { code, never }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    metafile: true,
    write: false,
  });
  const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs);
  return {
    bytes: gzipSync(outputFiles[0].contents, { level: 9 }).length,
    strays: inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 && never?.test(path) ? [path] : [])),
  };
}

const folder = installPacked();
let failures = 0;
try {
  for (const { name, limit, ...rest } of cases) {
    const { bytes, strays } = await measure(folder, rest);
    const isGood = bytes <= limit && strays.length === 0;
    if (!isGood) failures++;
    console.log(
      `${isGood ? "ok  " : "FAIL"} ${String(bytes).padStart(6)} of ${String(limit).padStart(6)} bytes  ${name}`,
    );
    for (const path of strays) console.log(`     holds ${path}, which it does not use`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(failures > 0 ? 1 : 0);
