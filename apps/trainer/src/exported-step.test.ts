import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "@adjoint/checkpoint";
import type { Manifest } from "@adjoint/stablehlo";
import { evaluateModule } from "@adjoint/stablehlo/testing/evaluate-module";
import { slice, type Tensor } from "@adjoint/tensor";
import { afterAll, expect, test } from "vitest";
import type { Wishes } from "./choices/choices.ts";
import { readTask } from "./data/read-task.ts";
import { type ExportOptions, exportStep, importTrained } from "./exported-step.ts";
import type { SavedRun } from "./saved-run.ts";
import { settingsFor } from "./settings.ts";
import { runTrainer } from "./testing/run-trainer.ts";
import { trainModel } from "./train-model.ts";
import { startOf, type TrainingState } from "./training-state.ts";

const folder = mkdtempSync(join(tmpdir(), "adjoint-export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the step in a folder comes to after some steps, by the rules of StableHLO: its losses, and its checkpoint. */
function trainedElsewhere(out: string, steps: number): { losses: number[]; checkpoint: Record<string, Tensor> } {
  const read = (name: string): Readonly<Record<string, Tensor>> =>
    readSafetensors(readFileSync(join(out, name))).tensors;
  const text = readFileSync(join(out, "step.mlir"), "utf8");
  const { inputs } = JSON.parse(readFileSync(join(out, "step.json"), "utf8")) as Manifest;
  const [state, batches, host] = [read("state.safetensors"), read("batches.safetensors"), read("host.safetensors")];
  let values = inputs.map(({ path }) => state[path]);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const rowOf = (path: string): Tensor => slice((path.startsWith("host/") ? host : batches)[path]!, [step]);
    const results = evaluateModule(
      text,
      inputs.map(({ path }, i) => values[i] ?? rowOf(path)),
    );
    values = inputs.map(({ from }) => (from === undefined ? undefined : results[from]));
    losses.push(results.at(-1)!.item());
  }
  return {
    losses,
    checkpoint: Object.fromEntries(inputs.flatMap(({ path }, i) => (values[i] ? [[path, values[i]]] : []))),
  };
}

const iris = await readTask({ dataset: "iris" });

/** Writes the step of a run on iris. */
function exported(name: string, wishes: Partial<Wishes>, options: ExportOptions): string {
  const out = join(folder, name);
  const settings = settingsFor(iris, { optimizer: "adam", hidden: [3], seed: 0, ...wishes });
  const { kind, inputShape, outputs, encoding, fingerprint } = iris;
  const run: SavedRun = {
    source: { dataset: "iris" },
    choices: settings.choices,
    target: "wasm",
    fingerprint,
    task: { name: "iris", kind, inputShape, outputs, encoding },
    training: startOf(iris, settings),
  };
  exportStep(out, run, iris, settings, options);
  return out;
}

test("steps have the losses and the parameters that they have here, dropout included", async () => {
  const wishes = { hidden: [4], dropout: 0.2, batchSize: 24, epochs: 1 };
  const out = exported("same", wishes, { steps: 5, devices: 4 });
  expect(readFileSync(join(out, "step.mlir"), "utf8")).toContain("{devices=[4,1]<=[4]}");
  const { losses, checkpoint } = trainedElsewhere(out, 5);

  const here: TrainingState[] = [];
  const settings = settingsFor(iris, { optimizer: "adam", seed: 0, ...wishes });
  await trainModel(iris, settings, { onStep: (state) => here.push(state) });
  expect(here.length).toBe(5);
  // of an epoch under way the sum of losses and rows is known
  losses.slice(0, 4).forEach((loss, i) => {
    const before = here[i - 1]?.total ?? 0;
    expect(Math.abs(loss - (here[i]!.total - before) / 24)).toBeLessThanOrEqual(1e-5);
  });
  const last = writeSafetensors(here[4]!.params as Record<string, Tensor>);
  for (const [path, wanted] of Object.entries(readSafetensors(last).tensors)) {
    const got = checkpoint[`0/${path}`]!.dataSync();
    wanted.dataSync().forEach((x: number, i: number) => expect(Math.abs(got[i]! - x)).toBeLessThanOrEqual(1e-5));
  }
});

test("what was trained elsewhere is a run again, bit by bit", () => {
  const out = exported("back", { batchSize: 8 }, { steps: 1, devices: 1 });
  const { checkpoint } = trainedElsewhere(out, 1);
  const path = join(folder, "trained.safetensors");
  writeFileSync(path, writeSafetensors(checkpoint));
  const { params, state, moments, steps } = importTrained(out, path).training;
  expect(steps).toBe(1);
  const back = { 0: params, 1: state, 2: moments } as unknown as Record<string, Tensor>; // a tree of tensors
  expect(writeSafetensors(back)).toEqual(writeSafetensors(checkpoint));
});

test("from the command line", async () => {
  const args = "train iris --hidden 3 --batch-size 8 --export out --export-steps 2".split(" ");
  expect(await runTrainer(args, folder)).toEqual({
    code: 0,
    stdout: 'Wrote out: see "python3 packages/stablehlo/python/run.py out/step.mlir --help"\n',
    stderr: "",
  });
  writeFileSync(
    join(folder, "trained.safetensors"),
    writeSafetensors(trainedElsewhere(join(folder, "out"), 2).checkpoint),
  );
  expect(await runTrainer(["import", "out", "trained.safetensors"], folder)).toEqual({
    code: 0,
    stdout: 'Saved to out/run.safetensors: see "trainer evaluate out/run.safetensors"\n',
    stderr: "",
  });
});

test("what does not fit is one sentence", () => {
  expect(() => exported("odd", { batchSize: 8 }, { steps: 1, devices: 3 })).toThrow(
    "toStableHlo: data has 3 devices, which must divide an axis of 8, got [8,4] at 4; change the batch?",
  );
  expect(() => importTrained(join(folder, "back"), join(folder, "nothing"))).toThrow(
    /nothing" cannot be read \(ENOENT\); what did run\.py --save say\?$/,
  );
  const other = join(folder, "other.safetensors");
  writeFileSync(other, writeSafetensors({}));
  expect(() => importTrained(join(folder, "back"), other)).toThrow(/has no 0\/\S+; was it trained from .*back\?$/);
});
