import {
  divide,
  fromBuffer,
  multiply,
  negate,
  type Primitive,
  reshapeTo,
  sameShape,
  stopGradient,
  subtract,
  swapLastAxes,
  type Tensor,
} from "@adjoint/tensor";
import { type Graph, type GraphNode, type Value, withInputs, withNodes } from "../graph.ts";
import { uniformNumber } from "../internal/uniform-number.ts";
import { traceGraph } from "../trace-graph.ts";

/**
 * The value that equals the result of the node bit for bit, if it has its shape and type; undefined: there is none.
 * `numberAt` gives the number that an input holds everywhere, if it is a constant; `before` is what made the first input,
 * if that is the same operation.
 */
type Rule = (
  node: GraphNode,
  numberAt: (input: number) => number | undefined,
  before: GraphNode | undefined,
) => Value | undefined;

/** Operations with their rules: only what keeps every bit, the sign of zero and NaN included. */
const known: readonly (readonly [operation: (x: Tensor) => Tensor, rule: Rule])[] = [
  [
    (x) => multiply(x, x),
    ({ inputs }, numberAt) => (numberAt(1) === 1 ? inputs[0] : numberAt(0) === 1 ? inputs[1] : undefined),
  ],
  [(x) => divide(x, x), ({ inputs }, numberAt) => (numberAt(1) === 1 ? inputs[0] : undefined)],
  [(x) => subtract(x, x), ({ inputs }, numberAt) => (Object.is(numberAt(1), 0) ? inputs[0] : undefined)],
  [stopGradient, ({ inputs }) => inputs[0]],
  [negate, (_node, _numberAt, before) => before?.inputs[0]],
  [(x) => reshapeTo(x, [x.size]), (node, _numberAt, before = node) => before.inputs[0]],
  [
    swapLastAxes,
    (node, _numberAt, before) =>
      before && axesOf(node).every((axis, i) => axesOf(before)[axis] === i) ? before.inputs[0] : undefined,
  ],
];

const axesOf = ({ attributes }: GraphNode): readonly number[] =>
  (attributes as { readonly axes: readonly number[] }).axes; // transpose's

let rules: ReadonlyMap<Primitive, Rule> | undefined; // made when first needed: importing does nothing

/** The rules by the primitives behind the operations, which a trace sees: a name alone could be that of somebody else's. */
function makeRules(): ReadonlyMap<Primitive, Rule> {
  const x = fromBuffer(new Float32Array(4), { shape: [2, 2], dtype: "float32" });
  const { graph } = traceGraph((input: Tensor) => known.map(([operation]) => operation(input)), [x]);
  return new Map(graph.nodes.map(({ primitive }, i) => [primitive, known[i]![1]]));
}

/** Operations that give back what went in are left out. */
export function simplify(graph: Graph): Graph {
  rules ??= makeRules();
  const replaced = new Map<Value, Value>();
  const makers = new Map<Value, GraphNode>();
  const nodes: GraphNode[] = [];
  for (const original of graph.nodes) {
    const node = withInputs(original, replaced);
    const { inputs } = node;
    const [output] = node.outputs as [Value]; // there is one
    const before = makers.get(inputs[0]!);
    const same = rules.get(node.primitive)?.(
      node,
      (i) => uniformNumber(graph.constants.get(inputs[i]!)),
      before?.primitive === node.primitive ? before : undefined,
    );
    if (same !== undefined && isAlike(graph, same, output)) replaced.set(output, same);
    else {
      nodes.push(node);
      for (const value of node.outputs) makers.set(value, node);
    }
  }
  return withNodes(graph, nodes, replaced);
}

function isAlike({ values }: Graph, a: Value, b: Value): boolean {
  const [first, second] = [values[a]!, values[b]!];
  return first.dtype === second.dtype && sameShape(first.shape, second.shape);
}
