import { type Spec, Tensor } from "@adjoint/tensor";
import { type Graph, type GraphNode, type Value, withNodes } from "../graph.ts";
import { optimize } from "../optimize.ts";
import { traceGraph } from "../trace-graph.ts";
import { alongAxis } from "./along-axis.ts";
import { convolutionByTaps } from "./convolution.ts";
import { decompositions } from "./decompositions.ts";
import { elementary } from "./elementary.ts";
import type { Expansion } from "./expansion.ts";
import { linearSystems } from "./linear-systems.ts";
import { loopPrimitive, Repetition } from "./loop.ts";
import { random } from "./random.ts";
import { windowArgMax } from "./window-arg-max.ts";

/** An operation that is asked about, with the types and shapes that it meets. */
export interface OperationInUse {
  readonly name: string;
  readonly inputs: readonly Spec[];
  readonly outputs: readonly Spec[];
  readonly attributes: unknown;
}

export interface ExpandOptions {
  /** Is the operation fine as it is? The others are expanded, if a way is known; what they expand to is asked about too. */
  readonly isNative: (operation: OperationInUse) => boolean;
  /** More ways, by the name of the primitive; they go before those that are known. */
  readonly expansions?: Readonly<Record<string, Expansion>>;
}

/** By the name of the primitive: how to do without it. */
const known: Readonly<Record<string, Expansion>> = {
  ...elementary,
  ...alongAxis,
  ...linearSystems,
  ...decompositions,
  ...random,
  windowArgMax,
  convolution: convolutionByTaps,
};

/**
 * The graph in fewer kinds of operations, for a place that has no factorisations, no arc tangent or no random numbers of
 * its own: what is not native there becomes other operations, in loops where the number of steps depends on a size
 * (`loopPrimitive`). Linear algebra is computed in double precision and random numbers have the same bits as everywhere.
 * An operation that nobody knows to expand stays.
 *
 * Where a kernel throws on its values (a singular matrix, an index out of range), the expansion gives infinities or NaN.
 * @example expandGraph(graph, { isNative: ({ name }) => name in instructions })
 */
export function expandGraph(graph: Graph, options: ExpandOptions): Graph {
  const ways = { ...known, ...options.expansions };
  return optimize(expanded(graph, ways, options.isNative));
}

function expanded(graph: Graph, ways: Readonly<Record<string, Expansion>>, isNative: ExpandOptions["isNative"]): Graph {
  const values = [...graph.values];
  const constants = new Map(graph.constants);
  const nodes: GraphNode[] = [];
  const replaced = new Map<Value, Value>();
  const specsOf = (all: readonly Value[]): Spec[] => all.map((value) => values[value]!);
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((value) => replaced.get(value) ?? value);
    const { name } = node.primitive;
    const { attributes } = node;
    const operation = { name, inputs: specsOf(inputs), outputs: specsOf(node.outputs), attributes };
    const way = isNative(operation) ? undefined : ways[name];
    if (!way) {
      nodes.push({ ...node, inputs, attributes: withExpandedBody(node, ways, isNative) });
      continue;
    }
    const { graph: traced } = traceGraph(
      (...operands: Tensor[]) => way(operands, attributes, operation.outputs),
      operation.inputs.map(({ shape, dtype }) => new Tensor(shape, dtype, undefined, undefined)), // only form counts here
    );
    const part = expanded(optimize(traced), ways, isNative);
    const placeOf = new Map(part.inputs.map(({ value }, i) => [value, inputs[i]!]));
    const place = (value: Value): Value => {
      const there = placeOf.get(value) ?? values.push(part.values[value]!) - 1;
      placeOf.set(value, there);
      return there;
    };
    for (const [value, constant] of part.constants) constants.set(place(value), constant);
    for (const { primitive, attributes, ...inner } of part.nodes)
      nodes.push({
        primitive,
        attributes,
        inputs: inner.inputs.map(place),
        outputs: inner.outputs.map(place),
        isOnHost: node.isOnHost,
      });
    part.outputs.forEach(({ value }, i) => {
      replaced.set(node.outputs[i]!, place(value));
    });
  }
  return { ...withNodes(graph, nodes, replaced), values, constants };
}

function withExpandedBody(
  { primitive, attributes }: GraphNode,
  ways: Readonly<Record<string, Expansion>>,
  isNative: ExpandOptions["isNative"],
): unknown {
  if (primitive !== loopPrimitive || !(attributes instanceof Repetition)) return attributes;
  return new Repetition(attributes.count, optimize(expanded(attributes.body, ways, isNative)));
}
