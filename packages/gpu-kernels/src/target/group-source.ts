import type { Graph, Group, ProgramPlan, Space, Value } from "@adjoint/compile";
import { elementwiseSource, reaches, type Step } from "../kernels/elementwise-source.ts";
import type { Source } from "../kernels/source.ts";
import { elementwiseOperation } from "./elementwise-operation.ts";
import type { GraphValues } from "./graph-values.ts";

/** A value that a group of elementwise operations makes, over the elements that they go over together. */
export function groupSource(
  graph: Graph,
  { layouts }: ProgramPlan,
  { nodes, space }: Group,
  values: GraphValues,
  root: Value,
  mostInputs: number,
): Source {
  const bufferOf = (value: Value): Value => layouts[value]!.buffer;
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  // what the group makes itself it reads in the order in which it is made
  const nameOf = (value: Value): Value => (made.has(bufferOf(value)) ? bufferOf(value) : value);
  const steps = new Map<Value, Step>();
  for (const node of nodes) {
    const output = node.outputs[0]!;
    // what is in memory already is read, not computed again
    if (values.knownArrayOf(output) !== undefined) continue;
    const operation = elementwiseOperation(graph, node)!; // the group is made of those
    steps.set(output, { operation, inputs: node.inputs.map(nameOf), output });
  }
  const leaves = new Map<Value, Source>();
  for (const value of [...steps.values()].flatMap(({ inputs }) => inputs))
    if (!steps.has(value) && !leaves.has(value)) leaves.set(value, values.sourceOver(space!, value)); // a loop has one
  return withFewArrays(root, space!, steps, leaves, values, mostInputs);
}

/** Computes parts of what would read more arrays than a kernel can. */
function withFewArrays(
  root: Value,
  space: Space,
  steps: Map<Value, Step>,
  leaves: Map<Value, Source>,
  values: GraphValues,
  mostInputs: number,
): Source {
  for (;;) {
    const whole = elementwiseSource(root, steps, leaves);
    if (whole.arrays.size <= mostInputs) return whole;
    const parts = new Map(leaves);
    for (const value of steps.keys())
      if (value !== root && reaches(root, value, steps)) parts.set(value, elementwiseSource(value, steps, leaves));
    const [part] = [...parts]
      .filter(([, { arrays }]) => arrays.size > 1 && arrays.size <= mostInputs)
      .sort(([, a], [, b]) => b.arrays.size - a.arrays.size);
    if (!part) throw new RangeError(`gpu-kernels: an operation reads more than ${mostInputs} arrays; split it?`);
    const [value, source] = part;
    values.compute(value, source);
    steps.delete(value);
    leaves.set(value, values.sourceOver(space, value));
  }
}
