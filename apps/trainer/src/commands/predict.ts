import { standardizeBy } from "@adjoint/data";
import { argMax, max, softmax, type Tensor, tensor } from "@adjoint/tensor";
import { targets } from "../choices/targets.ts";
import { parse, readTable } from "../data/table-task.ts";
import type { TableEncoding } from "../data/task.ts";
import { engineFor } from "../engine.ts";
import { loadTraining } from "../saved-run.ts";
import { trainedModel } from "../trained-model.ts";
import { chosen, UserError } from "../user-error.ts";

export interface PredictOptions {
  readonly target: string;
  readonly delimiter?: string;
  readonly json?: boolean;
}

/** One row of a file: its class and how sure the model is, or a value. */
interface Prediction {
  readonly prediction: string | number;
  readonly probability?: number;
}

/** What a saved model says of the rows of a CSV file, which has the columns that it was trained on. */
export async function predict(file: string, path: string, options: PredictOptions): Promise<void> {
  const run = loadTraining(file);
  const { encoding } = run.task;
  if (encoding.kind === "text")
    throw new UserError(`${file} is a model of texts; see what it writes with: trainer sample ${file}`);
  const { settings, params, state } = trainedModel(run);
  const engine = engineFor(settings, await chosen("--target", options.target, targets)());
  const x = inputsOf(encoding, parse(path, await readTable(path), options.delimiter ?? run.source.delimiter ?? ","));
  const predictions = predictionsOf(encoding, settings.choices.loss, engine.predict(params, state, x));
  engine.dispose();
  process.stdout.write(options.json ? `${JSON.stringify(predictions)}\n` : csvOf(predictions));
}

function inputsOf({ features, inputs }: TableEncoding, table: ReturnType<typeof parse>): Tensor {
  const missing = features.filter((name) => !table.columns.includes(name));
  if (missing.length > 0)
    throw new UserError(`the columns ${missing.slice(0, 5).join(", ")} are missing; the model was trained with them`);
  const columns = features.map((name) => table.numbers(name));
  const rows = Float32Array.from(
    { length: table.rowCount * features.length },
    (_, at) => columns[at % features.length]![Math.floor(at / features.length)]!,
  );
  return standardizeBy(inputs).apply(tensor(rows, { shape: [table.rowCount, features.length] }));
}

function predictionsOf({ classes, targets: values }: TableEncoding, loss: string, outputs: Tensor): Prediction[] {
  if (!classes) {
    const inUnits = values ? standardizeBy(values).invert(outputs) : outputs;
    return Array.from(inUnits.dataSync(), (prediction) => ({ prediction }));
  }
  const labels = argMax(outputs, { axis: -1 }).dataSync();
  // of other losses the outputs are no logarithms of probabilities
  const sure = loss === "cross-entropy" ? max(softmax(outputs), { axis: -1 }).dataSync() : undefined;
  return Array.from(labels, (label, i) => ({ prediction: classes[label]!, ...(sure && { probability: sure[i]! }) }));
}

function csvOf(predictions: readonly Prediction[]): string {
  const hasProbability = predictions[0]?.probability !== undefined;
  const rows = predictions.map(({ prediction, probability }) =>
    [quoted(String(prediction)), ...(probability === undefined ? [] : [probability.toFixed(4)])].join(","),
  );
  return `${["prediction", ...(hasProbability ? ["probability"] : [])].join(",")}\n${rows.map((row) => `${row}\n`).join("")}`;
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
