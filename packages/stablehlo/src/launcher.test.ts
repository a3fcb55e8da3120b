import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { grad } from "@adjoint/autodiff";
import { readSafetensors, writeSafetensors } from "@adjoint/checkpoint";
import { compile, interpreter, separateHost } from "@adjoint/compile";
import { engineCases, gradientCases, largestDifference, valueCases } from "@adjoint/compile/testing";
import { expandDims, fromBuffer, type Tensor, tensor } from "@adjoint/tensor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tabulateHost } from "./tabulate-host.ts";
import { linearCarry, linearInputs, linearStep } from "./testing/linear-step.ts";
import { tensorsOf } from "./testing/tensors-of.ts";
import { toManifest } from "./to-manifest.ts";
import { toStableHlo } from "./to-stable-hlo.ts";

const run = promisify(execFile);
const launcher = fileURLToPath(new URL("../python", import.meta.url));
const python = (...args: string[]): Promise<unknown> =>
  run("python3", args, { env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: launcher } });
const has = (module: string): Promise<boolean> =>
  python("-c", `import ${module}`).then(
    () => true,
    () => false,
  );

const [hasNumpy, hasJax] = await Promise.all([has("numpy"), has("numpy, jax")]);
if (!hasNumpy) process.stderr.write("\nNOT RUN: python3 has no numpy, so no checkpoint went through the launcher\n");
if (!hasJax)
  process.stderr.write(
    "\nNOT RUN ON XLA: python3 has no jax. The programs of all cases were run by the evaluator of this package alone, no train step on one or four devices.\n",
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjoint-stablehlo-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.runIf(hasNumpy)("a checkpoint goes to Python and back, bit by bit", async () => {
  const [from, to] = [join(folder, "there.safetensors"), join(folder, "back.safetensors")];
  const bytes = writeSafetensors(
    {
      "0/layers/0/weights": tensor([[1.5, -0, Number.NaN]]),
      "0/é": tensor([0.1, Infinity], { dtype: "float64" }),
      "1/step": tensor(7, { dtype: "int32" }),
      flags: tensor([true, false, true]),
      bytes: tensor([1, 255], { dtype: "uint8" }),
      empty: fromBuffer(new Float32Array(0), { shape: [0, 3], dtype: "float32" }),
    },
    { metadata: { epochs: "20" } },
  );
  await writeFile(from, bytes);
  await python(
    "-c",
    `from safetensors import *; write_safetensors(${JSON.stringify(to)}, *read_safetensors(${JSON.stringify(from)}))`,
  );
  expect(new Uint8Array(await readFile(to))).toEqual(bytes);
});

const cases = [...valueCases("float32"), ...valueCases("float64"), ...gradientCases("float32", grad), ...engineCases];

test.runIf(hasJax)(
  "XLA gives what the kernels give, for every row",
  async () => {
    const inputs: Record<string, Tensor> = {};
    for (const [i, row] of cases.entries()) {
      const graph = compile(row.run).graph(...row.inputs);
      await writeFile(join(folder, `${i}.mlir`), toStableHlo(graph));
      const scalars = interpreter.build(separateHost(graph).host).run(row.inputs);
      for (const [k, x] of [...row.inputs, ...scalars].entries()) inputs[`${i}/${k}`] = x;
    }
    await writeFile(join(folder, "inputs.safetensors"), writeSafetensors(inputs));
    await python(fileURLToPath(new URL("testing/run_cases.py", import.meta.url)), folder, launcher);
    const { tensors } = readSafetensors(await readFile(join(folder, "results.safetensors")));
    const wrong = cases.flatMap((row, i) => {
      const difference = largestDifference(tensors[String(i)]!, row.run(...row.inputs));
      return difference <= 1e-5 ? [] : [`${row.name}: ${difference}`];
    });
    expect(wrong).toEqual([]);
  },
  600_000,
);

test.runIf(hasJax).each([1, 4])(
  "a train step on %d devices of XLA has the losses that it has here",
  async (devices) => {
    const STEPS = 100;
    const split = { mesh: { data: 4 }, sharding: { 2: ["data"], 3: ["data"] }, carry: linearCarry };
    const graph = compile(linearStep).graph(...linearInputs);
    const given = tensorsOf(linearInputs);
    const pick = (isBatch: boolean, f: (x: Tensor) => Tensor): Record<string, Tensor> =>
      Object.fromEntries(
        [...given].filter(([path]) => /^[23]/.test(path) === isBatch).map(([path, x]) => [path, f(x)]),
      );
    const table = tabulateHost(graph, [...given.values()], { carry: linearCarry, steps: STEPS });
    await Promise.all([
      writeFile(join(folder, "step.mlir"), toStableHlo(graph, split)),
      writeFile(join(folder, "step.json"), JSON.stringify(toManifest(graph, split))),
      writeFile(join(folder, "state.safetensors"), writeSafetensors(pick(false, (x) => x))),
      writeFile(join(folder, "batches.safetensors"), writeSafetensors(pick(true, (x) => expandDims(x, 0)))),
      writeFile(join(folder, "host.safetensors"), writeSafetensors(table)),
    ]);
    const losses = join(folder, "losses.txt");
    await python(
      join(launcher, "run.py"),
      join(folder, "step.mlir"),
      "--platform",
      "cpu",
      "--devices",
      String(devices),
      "--steps",
      String(STEPS),
      "--losses",
      losses,
    );
    const curve = (await readFile(losses, "utf8")).trim().split("\n").map(Number);
    expect(curve.length).toBe(STEPS);
    let [params, state] = [linearInputs[0], linearInputs[1]];
    for (const loss of curve) {
      const here = linearStep(params, state, linearInputs[2], linearInputs[3]);
      ({ params, state } = here);
      expect(Math.abs(loss - here.loss.item())).toBeLessThanOrEqual(1e-4);
    }
  },
  120_000,
);
