import { onHostPrimitive } from "@adjoint/tensor";
import type { Graph, Port } from "./graph.ts";
import { removeDeadNodes } from "./passes/remove-dead-nodes.ts";

/** A graph in two parts, for an engine that cannot call back: what `onHost` functions give comes in from outside. */
export interface SeparatedGraph {
  /** From the inputs of the whole graph, of which it reads scalars alone, to one output for each `onHost`. */
  readonly host: Graph;
  /** The rest. After the inputs of the whole graph come the outputs of `host`, with the paths `host/0`, `host/1`, ... */
  readonly program: Graph;
}

/**
 * Takes the functions of plain numbers (schedules, bias corrections) out of a graph. They depend on scalars that are
 * known before a run, so whoever runs the program computes them ahead, for one step or for many.
 * @example const { host, program } = separateHost(compile(step).graph(params, state, x, y))
 */
export function separateHost(graph: Graph): SeparatedGraph {
  const calls = graph.nodes.filter(({ primitive }) => primitive === onHostPrimitive);
  const ports = calls.map(({ outputs }, i): Port => ({ value: outputs[0]!, path: `host/${i}` }));
  return {
    host: removeDeadNodes({ ...graph, nodes: graph.nodes.filter(({ isOnHost }) => isOnHost), outputs: ports }),
    program: removeDeadNodes({
      ...graph,
      inputs: [...graph.inputs, ...ports],
      nodes: graph.nodes.filter((node) => !calls.includes(node)),
    }),
  };
}
