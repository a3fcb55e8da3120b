import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "@adjoint/checkpoint";
import { compile } from "@adjoint/compile";
import { epochs } from "@adjoint/data";
import { type Carry, tabulateHost, toManifest, toStableHlo } from "@adjoint/stablehlo";
import { foldIn, isTensor, stack, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { userPath } from "./data/read-file.ts";
import type { Task } from "./data/task.ts";
import { type Learned, type TrainStep, trainStep } from "./engine.ts";
import { loadTraining, type SavedRun, saveTraining } from "./saved-run.ts";
import type { Settings } from "./settings.ts";
import { keysOf } from "./training-state.ts";
import { UserError } from "./user-error.ts";

export interface ExportOptions {
  /** How many steps of batches, keys and scalars are written. */
  readonly steps: number;
  /** How many devices share a batch. */
  readonly devices: number;
}

/** What the results of a step are at the next one: its first three arguments. */
const CARRY: Carry = { params: 0, state: 1, moments: 2 };
/** The arguments that change with each step: key, inputs and what belongs to them. */
const VARYING = ["3", "4", "5"] as const;

/**
 * Writes the train step of a run for XLA, and all that it needs elsewhere: the manifest, parameters and state, batches,
 * what schedules give, and the run itself, for the way back.
 */
export function exportStep(
  path: string,
  run: SavedRun,
  task: Task,
  settings: Settings,
  { steps, devices }: ExportOptions,
): void {
  const folder = userPath(path);
  const { params, state, moments } = run.training;
  const rows = varyingOf(task, settings, steps);
  const inputs: Parameters<TrainStep> = [params, state, moments, ...rows[0]!];
  const graph = compile(trainStep(settings)).graph(...inputs);
  const split = devices > 1 ? { mesh: { data: devices }, sharding: { 4: ["data"], 5: ["data"] } } : {};
  const tensors = tensorsOf(inputs);
  const learned = [...tensors].filter(([name]) => /^[012]\//.test(name));
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
  write("step.mlir", toStableHlo(graph, { name: "step", ...split }));
  write("step.json", JSON.stringify(toManifest(graph, { ...split, carry: CARRY }), null, 2));
  write("state.safetensors", writeSafetensors(Object.fromEntries(learned)));
  const batches = VARYING.map((name, i) => [name, stack(rows.map((row) => row[i]!))] as const);
  write("batches.safetensors", writeSafetensors(Object.fromEntries(batches)));
  write("host.safetensors", writeSafetensors(tabulateHost(graph, [...tensors.values()], { carry: CARRY, steps })));
  saveTraining(join(folder, "start.safetensors"), run);
}

/** For each step its key and its batch; a last batch of an epoch that is smaller is left out, since a program has one size. */
function varyingOf(task: Task, settings: Settings, steps: number): [key: Tensor, x: Tensor, y: Tensor][] {
  const { x, y } = task.train;
  const { shuffle, dropout } = keysOf(settings);
  const { batchSize } = settings.choices;
  const size = batchSize === "full" ? x.shape[0]! : Math.min(batchSize, x.shape[0]!);
  const rows: [Tensor, Tensor, Tensor][] = [];
  for (const batch of epochs({ x, y }, { batchSize, key: shuffle })) {
    if (batch.x.shape[0] !== size) continue;
    rows.push([foldIn(dropout, rows.length), batch.x, batch.y]);
    if (rows.length === steps) break;
  }
  return rows;
}

function tensorsOf(tree: unknown): ReadonlyMap<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  mapTreeWithPath((path: string, leaf: unknown) => isTensor(leaf) && tensors.set(path, leaf), tree);
  return tensors;
}

/** The run that `exportStep` wrote, with what it became elsewhere. @throws UserError when the checkpoint is of another one. */
export function importTrained(folder: string, checkpoint: string): SavedRun {
  const run = loadTraining(join(folder, "start.safetensors"));
  const { tensors } = readSafetensors(bytesOf(checkpoint));
  const { params, state, moments } = run.training;
  const learned = mapTreeWithPath(
    (path: string, leaf: unknown) => (isTensor(leaf) ? tensors[path] : leaf),
    [params, state, moments],
  );
  const missing = [...tensorsOf([params, state, moments]).keys()].find((path) => tensors[path] === undefined);
  if (missing !== undefined) throw new UserError(`${checkpoint} has no ${missing}; was it trained from ${folder}?`);
  const [nextParams, nextState, nextMoments] = learned as [Learned["params"], Learned["state"], unknown];
  const steps = stepsIn(tensors) ?? run.training.steps;
  return { ...run, training: { ...run.training, params: nextParams, state: nextState, moments: nextMoments, steps } };
}

/** The count of steps that an optimizer keeps, if it keeps one. */
const stepsIn = (tensors: Readonly<Record<string, Tensor>>): number | undefined =>
  Object.entries(tensors)
    .find(([path, x]) => /^2\/.*step$/.test(path) && x.dtype === "int32" && x.rank === 0)?.[1]
    .item();

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(userPath(path));
  } catch (error) {
    throw new UserError(
      `"${path}" cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); what did run.py --save say?`,
    );
  }
}
