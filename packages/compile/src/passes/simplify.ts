import {
  divide,
  multiply,
  negate,
  type Primitive,
  reshape,
  sameShape,
  stopGradient,
  subtract,
  transpose,
} from "@adjoint/tensor";
import { type Graph, type GraphNode, type Value, withNodes } from "../graph.ts";
import { primitiveOf } from "../internal/primitive-of.ts";
import { uniformNumber } from "../internal/uniform-number.ts";

/** What a rule sees: the operation, what made its inputs, and the constants among them. */
interface Context {
  readonly node: GraphNode;
  maker(value: Value): GraphNode | undefined;
  /** The number that a constant holds everywhere; undefined for all else. */
  numberAt(input: number): number | undefined;
  /** The value has the shape and type of the node's result. */
  isAlike(value: Value): boolean;
}

/** The value that equals the result of the node bit for bit; undefined: there is none. */
type Rule = (context: Context) => Value | undefined;

const [first, second] = [0, 1];
const input = ({ node, isAlike }: Context, i: number): Value | undefined =>
  isAlike(node.inputs[i]!) ? node.inputs[i] : undefined;

/** An operation that undoes itself. */
const involution: Rule = ({ node, maker }) => {
  const inner = maker(node.inputs[0]!);
  return inner?.primitive === node.primitive ? inner.inputs[0] : undefined;
};

/** Only what keeps every bit, the sign of zero and NaN included. */
const makeRules = (): ReadonlyMap<Primitive, Rule> =>
  new Map<Primitive, Rule>([
    [
      primitiveOf(multiply),
      (context) => {
        if (context.numberAt(second) === 1) return input(context, first);
        return context.numberAt(first) === 1 ? input(context, second) : undefined;
      },
    ],
    [primitiveOf(divide), (context) => (context.numberAt(second) === 1 ? input(context, first) : undefined)],
    [primitiveOf(subtract), (context) => (Object.is(context.numberAt(second), 0) ? input(context, first) : undefined)],
    [primitiveOf(negate), involution],
    [primitiveOf(stopGradient), (context) => input(context, first)],
    [primitiveOf((x) => transpose(x)), thereAndBack],
    [primitiveOf((x) => reshape(x, [-1])), unfolded],
  ]);
let rules: ReadonlyMap<Primitive, Rule> | undefined; // made when first needed: importing does nothing

/** Two transpositions whose axes undo each other. */
const thereAndBack: Rule = ({ node, maker, isAlike }) => {
  const inner = maker(node.inputs[0]!);
  if (inner?.primitive !== node.primitive || !isAlike(inner.inputs[0]!)) return undefined;
  return axesOf(node).every((axis, i) => axesOf(inner)[axis] === i) ? inner.inputs[0] : undefined;
};

/** A shape that was left and is taken again. */
const unfolded: Rule = ({ node, maker, isAlike }) => {
  const inner = maker(node.inputs[0]!);
  const source = inner?.primitive === node.primitive ? inner.inputs[0]! : node.inputs[0]!;
  return isAlike(source) ? source : undefined;
};

const axesOf = ({ attributes }: GraphNode): readonly number[] =>
  (attributes as { readonly axes: readonly number[] }).axes; // transpose's

/** Operations that give back what went in are left out. */
export function simplify(graph: Graph): Graph {
  rules ??= makeRules();
  const replaced = new Map<Value, Value>();
  const makers = new Map<Value, GraphNode>();
  const nodes: GraphNode[] = [];
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map((value) => replaced.get(value) ?? value) };
    const spec = graph.values[node.outputs[0]!]!;
    const same = rules.get(node.primitive)?.({
      node,
      maker: (value) => makers.get(value),
      numberAt: (i) => uniformNumber(graph.constants.get(node.inputs[i]!)),
      isAlike: (value) => {
        const { shape, dtype } = graph.values[value]!;
        return dtype === spec.dtype && sameShape(shape, spec.shape);
      },
    });
    if (same === undefined) {
      nodes.push(node);
      for (const value of node.outputs) makers.set(value, node);
    } else replaced.set(node.outputs[0]!, same);
  }
  return withNodes(graph, nodes, replaced);
}
