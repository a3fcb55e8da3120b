import type { Graph, GraphNode, Group, ProgramPlan, Value } from "@adjoint/compile";
import { sameShape } from "@adjoint/tensor";
import { folds } from "../kernels/reduction-source.ts";

const REDUCTIONS: ReadonlySet<string> = new Set(Object.keys(folds));

/** What a group makes for others. */
export const resultsOf = ({ nodes }: Group, { passing }: ProgramPlan): Value[] =>
  nodes.flatMap(({ outputs }) => outputs).filter((value) => !passing.has(value));

/** Tells which values have one reader that reads each of their elements once, and so may compute them itself. */
export function onlyReaders(graph: Graph, plan: ProgramPlan): (value: Value, maker: Group) => boolean {
  const readers = readersOf(plan);
  const bufferOf = (value: Value): Value => plan.layouts[value]!.buffer;
  return (value, maker) => {
    if (graph.outputs.some((port) => bufferOf(port.value) === value)) return false;
    const [reader, ...others] = readers.get(value) ?? [];
    if (!reader || others.length > 0) return false;
    const inputs = reader.nodes.flatMap((node) => node.inputs).filter((input) => bufferOf(input) === value);
    if (!inputs.every((input) => input === value)) return false;
    const [first] = reader.nodes as [GraphNode]; // no group is empty
    const { shape } = graph.values[value]!;
    const isOver = ({ space }: Group): boolean => space !== undefined && sameShape(space.shape, shape);
    if (REDUCTIONS.has(first.primitive.name)) return isOver(maker);
    return isOver(reader) && resultsOf(reader, plan).length === 1;
  };
}

/** For each value that holds elements, the steps that read them. */
function readersOf({ steps, layouts }: ProgramPlan): Map<Value, Set<Group>> {
  const readers = new Map<Value, Set<Group>>();
  for (const group of steps)
    for (const value of group.nodes.flatMap(({ inputs }) => inputs)) {
      const { buffer } = layouts[value]!;
      if (group.nodes.some(({ outputs }) => outputs.includes(buffer))) continue; // its own
      const known = readers.get(buffer);
      if (known) known.add(group);
      else readers.set(buffer, new Set([group]));
    }
  return readers;
}
