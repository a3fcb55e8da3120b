import { formatShape, type Shape, sizeOf } from "@adjoint/tensor";
import type { Description } from "./description.ts";
import type { AnyLayer } from "./layer.ts";

export interface SummaryRow {
  /** The names on the way to the layer, such as `block/attention`; that of the whole is empty. */
  readonly path: string;
  readonly name: string;
  readonly outputShape: Shape;
  readonly parameters: number;
  readonly state: number;
  /** As in `Description`. */
  readonly flops: number;
}

/** What a model takes, for one example. Bytes are those of float32. */
export interface Summary {
  /** One for each layer that is not made of others, in order. */
  readonly rows: readonly SummaryRow[];
  readonly parameters: number;
  readonly parameterBytes: number;
  readonly state: number;
  /** Of the input and the outputs of all rows, which a gradient keeps: about what an example takes while training. */
  readonly activationBytes: number;
  /** Of the way forward; a gradient takes about twice as many again. */
  readonly flops: number;
  /** A table. */
  toString(): string;
}

const BYTES = 4;

/**
 * Layers, shapes, parameters, memory and operations of a model, before anything is allocated.
 *
 * @throws what `init` would throw for such an input.
 * @example console.log(String(summary(model, [1, 28, 28])))
 */
export function summary(model: AnyLayer, inputShape: Shape): Summary {
  const whole = model.describe(inputShape);
  const rows = [...rowsOf("", whole)];
  const activations = rows.reduce((total, { outputShape }) => total + sizeOf(outputShape), sizeOf(inputShape));
  const numbers = {
    parameters: whole.parameters,
    parameterBytes: BYTES * whole.parameters,
    state: whole.state,
    activationBytes: BYTES * activations,
    flops: whole.flops,
  };
  return { rows, ...numbers, toString: () => table(inputShape, rows, numbers) };
}

function* rowsOf(path: string, { children, ...own }: Description): Generator<SummaryRow> {
  const members = Object.entries(children);
  if (members.length === 0) {
    const { name, outputShape, parameters, state, flops } = own;
    yield { path, name, outputShape, parameters, state, flops };
  }
  for (const [name, child] of members) yield* rowsOf(path === "" ? name : `${path}/${name}`, child);
}

function table(inputShape: Shape, rows: readonly SummaryRow[], numbers: Omit<Summary, "rows" | "toString">): string {
  const { parameters, parameterBytes, state, activationBytes, flops } = numbers;
  const cells = [
    ["layer", "kind", "output", "parameters", "flops"],
    ["", "input", formatShape(inputShape), "", ""],
    ...rows.map((row) => [row.path, row.name, formatShape(row.outputShape), count(row.parameters), count(row.flops)]),
    ["total", "", "", count(parameters), count(flops)],
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i < 3 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd();
  const [head, ...body] = cells.map(line);
  const rule = "-".repeat(widths.reduce((total, width) => total + width + 2, -2));
  return [
    head,
    rule,
    ...body.slice(0, -1),
    rule,
    body.at(-1),
    `${bytes(parameterBytes)} of parameters, ${bytes(activationBytes)} of activations an example${state ? `, ${count(state)} numbers of state` : ""}`,
  ].join("\n");
}

/** Digits in groups of three. */
const count = (x: number): string => String(x).replace(/\B(?=(\d{3})+$)/g, ",");

function bytes(x: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, x < 1 ? 0 : Math.floor(Math.log10(x) / 3));
  return `${Number((x / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
