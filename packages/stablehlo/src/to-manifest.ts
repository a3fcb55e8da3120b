import { type Graph, type Port, separateHost } from "@adjoint/compile";
import type { DType, Shape } from "@adjoint/tensor";
import { type Carry, carriedPath } from "./carried-path.ts";
import { type Mesh, Placement, type Sharding } from "./sharding.ts";

/** One argument or result of a program. */
export interface ManifestPort {
  readonly path: string;
  readonly dtype: DType;
  readonly shape: Shape;
  /** The axis of the mesh along which each axis is split. */
  readonly axes: readonly (string | null)[];
  /** Of an argument: the number of the result that it is at the next step. */
  readonly from?: number;
}

/** What a launcher must know of a program: what goes in and comes out, in order, and what goes in again. */
export interface Manifest {
  readonly mesh: Mesh;
  readonly inputs: readonly ManifestPort[];
  readonly outputs: readonly ManifestPort[];
}

export interface ManifestOptions {
  readonly mesh?: Mesh;
  readonly sharding?: Sharding;
  /** Which results are arguments at the next step. */
  readonly carry?: Carry;
}

/**
 * The manifest of the program that `toStableHlo` writes for the same graph, mesh and sharding, for `run.py` or another
 * launcher. It is plain data for `JSON.stringify`.
 * @throws RangeError when a result that is carried has no argument of its path, shape and type.
 * @example toManifest(graph, { carry: { params: 0, state: 1 } })
 */
export function toManifest(graph: Graph, { mesh = {}, sharding = {}, carry = {} }: ManifestOptions = {}): Manifest {
  const placement = new Placement(mesh, sharding);
  const { program } = separateHost(graph);
  const describe = ({ value }: Port, path: string): ManifestPort => {
    const { dtype, shape } = program.values[value]!;
    return { path, dtype, shape, axes: placement.axesOf(path).slice(0, shape.length) };
  };
  const outputs = program.outputs.map((port) => describe(port, port.path === "" ? "result" : `result/${port.path}`));
  const sources = new Map<string, number>();
  program.outputs.forEach(({ path }, number) => {
    const argument = carriedPath(path, carry);
    if (argument !== undefined) sources.set(argument, number);
  });
  const inputs = program.inputs.map((port): ManifestPort => {
    const input = describe(port, port.path);
    const from = sources.get(port.path);
    if (from === undefined) return input;
    sources.delete(port.path);
    checkCarried(input, outputs[from]!);
    return { ...input, from };
  });
  const [lost] = sources;
  if (lost)
    throw new RangeError(
      `toManifest: a result that is carried needs an argument, got none at ${lost[0]} for ${outputs[lost[1]]!.path}; check the names?`,
    );
  return { mesh, inputs, outputs };
}

function checkCarried(input: ManifestPort, output: ManifestPort): void {
  const [wanted, got] = [input, output].map(
    ({ dtype, shape, axes }) => `${dtype} [${shape.join()}] split by [${axes.join()}]`,
  );
  if (wanted !== got)
    throw new RangeError(
      `toManifest: a result that is carried must be as its argument, got ${got} at ${output.path} for ${wanted} at ${input.path}; shard both alike?`,
    );
}
