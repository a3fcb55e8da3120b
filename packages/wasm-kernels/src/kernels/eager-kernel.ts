import type { Executable, Graph, Target } from "@adjoint/compile";
import { type EagerKernel, type Primitive, type Spec, sizeOf, type Tensor } from "@adjoint/tensor";

/**
 * Operations that are faster even though their operands are copied to the memory of the kernels and back, and from how much
 * work on: numbers that are multiplied for products, elements for others. Measured against the reference kernels.
 */
const worthIt: Readonly<Record<string, number>> = {
  matmul: 30_000,
  convolution: 30_000,
  exp: 2_000,
  expm1: 2_000,
  log: 2_000,
  log1p: 2_000,
  tanh: 2_000,
  erf: 2_000,
  sin: 2_000,
  cos: 2_000,
  pow: 2_000,
};

/** Each program is one operation on operands of one form; the ones not used for longest go first. */
const MOST_PROGRAMS = 256;
const MOST_BYTES = 2 ** 28;

/** Runs single operations on a target, those that are worth it; each kind of them is compiled when it first comes. */
export function eagerKernelOn(target: Target): { readonly eagerKernel: EagerKernel; dispose(): void } {
  const programs = new Map<string, Executable | undefined>();
  const programFor = (key: string, graph: () => Graph): Executable | undefined => {
    const known = programs.has(key) ? programs.get(key) : useful(target.build(graph()));
    programs.delete(key);
    programs.set(key, known); // last: used most recently
    for (const [oldest, program] of programs) {
      if (oldest === key || (programs.size <= MOST_PROGRAMS && bytesOf(programs.values()) <= MOST_BYTES)) break;
      programs.delete(oldest);
      program?.dispose();
    }
    return known;
  };
  return {
    eagerKernel: (primitive, inputs, attributes, outputs) => {
      const least = worthIt[primitive.name];
      if (least === undefined || outputs[0]!.dtype !== "float32" || workOf(primitive, inputs, outputs) < least)
        return undefined;
      const key = `${primitive.name} ${inputs.map(({ shape }) => shape.join()).join(" ")} ${JSON.stringify(attributes)}`;
      return programFor(key, () => graphOf(primitive, inputs, attributes, outputs))?.run(inputs);
    },
    dispose: () => {
      for (const program of programs.values()) program?.dispose();
      programs.clear();
    },
  };
}

const bytesOf = (programs: Iterable<Executable | undefined>): number =>
  [...programs].reduce((total, program) => total + (program?.bytes ?? 0), 0);

/** A program without a kernel of its own would only copy. */
function useful(program: Executable): Executable | undefined {
  if (program.fallbacks?.length === 0) return program;
  program.dispose();
  return undefined;
}

/** Elements that are made, for products times those that are summed for each. */
function workOf({ name }: Primitive, inputs: readonly Tensor[], outputs: readonly Spec[]): number {
  const size = sizeOf(outputs[0]!.shape);
  if (name === "matmul") return size * inputs[0]!.shape.at(-1)!;
  return name === "convolution" ? size * sizeOf(inputs[1]!.shape.slice(2)) : size;
}

/** The graph of one operation. */
function graphOf(
  primitive: Primitive,
  inputs: readonly Tensor[],
  attributes: unknown,
  outputs: readonly Spec[],
): Graph {
  const from = inputs.map((_, i) => i);
  const to = outputs.map((_, i) => inputs.length + i);
  return {
    values: [...inputs, ...outputs].map(({ shape, dtype }) => ({ shape, dtype })),
    inputs: from.map((value) => ({ value, path: String(value) })),
    constants: new Map(),
    nodes: [{ primitive, inputs: from, attributes, outputs: to, isOnHost: false }],
    outputs: to.map((value, i) => ({ value, path: String(i) })),
  };
}
