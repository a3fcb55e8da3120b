import { type Graph, interpreter, type Port, separateHost, type Value } from "@adjoint/compile";
import { fromBuffer, type Tensor } from "@adjoint/tensor";
import { type Carry, carriedPath } from "./carried-path.ts";

export interface HostTableOptions {
  /** Which results are arguments at the next step. */
  readonly carry?: Carry;
  /** How many rows: one a step. */
  readonly steps: number;
}

/**
 * What the `onHost` functions of a step (schedules, bias corrections) give at each of its next steps: for an engine that
 * cannot call them. They depend on scalars alone, so the steps themselves need not run.
 *
 * Shapes: one float64 [steps] for each of `host/0`, `host/1`, ...
 * @throws RangeError when a scalar that such a function reads is computed by the program, not from scalars.
 * @example tabulateHost(graph, tensorsOf([params, state, x, y]), { carry: { params: 0, state: 1 }, steps: 1000 })
 */
export function tabulateHost(
  graph: Graph,
  inputs: readonly Tensor[],
  { carry = {}, steps }: HostTableOptions,
): Record<string, Tensor> {
  const calls = separateHost(graph).host;
  const nodes = graph.nodes.filter(({ isOnHost }) => isOnHost);
  const carried = carriedScalars(graph, carry, new Set(nodes.flatMap((node) => node.inputs)));
  const known = new Set<Value>([
    ...graph.inputs.map(({ value }) => value),
    ...graph.constants.keys(),
    ...nodes.flatMap((node) => node.outputs),
  ]);
  for (const { output } of carried)
    if (!known.has(output.value))
      throw new RangeError(
        `tabulateHost: scalars that onHost reads must come from scalars, got result ${output.path} of the program; keep a step count for them?`,
      );
  const outputs = [...calls.outputs, ...carried.map(({ output }) => output)];
  const step = interpreter.build({ ...graph, nodes, outputs });
  const table = calls.outputs.map(() => new Float64Array(steps));
  const values = [...inputs];
  for (let row = 0; row < steps; row++) {
    const results = step.run(values);
    table.forEach((column, k) => {
      column[row] = results[k]!.item();
    });
    carried.forEach(({ number }, k) => {
      values[number] = results[table.length + k]!;
    });
  }
  const columns = table.map((column) => fromBuffer(column, { shape: [steps], dtype: "float64" }));
  return Object.fromEntries(calls.outputs.map(({ path }, k) => [path, columns[k]!]));
}

/** The arguments that are read, and the results that they are at the next step. */
function carriedScalars(
  { inputs, outputs }: Graph,
  carry: Carry,
  read: ReadonlySet<Value>,
): readonly { readonly number: number; readonly output: Port }[] {
  const results = new Map(outputs.map((port) => [carriedPath(port.path, carry), port]));
  return inputs.flatMap(({ value, path }, number) => {
    const output = results.get(path);
    return read.has(value) && output ? [{ number, output }] : [];
  });
}
