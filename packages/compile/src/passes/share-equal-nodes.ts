import { mapTree } from "@adjoint/tree";
import { type Graph, type GraphNode, type Value, withInputs, withNodes } from "../graph.ts";
import { identityOf } from "../internal/identity-of.ts";
import { uniformNumber } from "../internal/uniform-number.ts";

/** Equal operations on the same values are done once: every operation is a function of its inputs and attributes. */
export function shareEqualNodes(graph: Graph): Graph {
  const replaced = equalNumbers(graph);
  const seen = new Map<string, GraphNode>();
  const nodes: GraphNode[] = [];
  for (const original of graph.nodes) {
    const node = withInputs(original, replaced);
    const { primitive, inputs, attributes } = node;
    const key = `${identityOf(primitive)} ${inputs.join()} ${attributes === undefined ? "" : attributesKey(attributes)}`;
    const twin = seen.get(key);
    if (twin)
      node.outputs.forEach((value, k) => {
        replaced.set(value, twin.outputs[k]!);
      });
    else {
      seen.set(key, node);
      nodes.push(node);
    }
  }
  return withNodes(graph, nodes, replaced);
}

/** Constants that are one number everywhere, by the first of its kind: each use of a plain number made its own. */
function equalNumbers({ constants, values }: Graph): Map<Value, Value> {
  const firsts = new Map<string, Value>();
  const replaced = new Map<Value, Value>();
  for (const [value, constant] of constants) {
    const number = uniformNumber(constant);
    if (number === undefined) continue;
    const { shape, dtype } = values[value]!;
    const key = `${dtype} ${shape.join()} ${identityOf(number)}`;
    const known = firsts.get(key);
    if (known === undefined) firsts.set(key, value);
    else replaced.set(value, known);
  }
  return replaced;
}

/** The same text for attributes of the same content; tensors, functions and instances are what they are. */
const attributesKey = (attributes: unknown): string => JSON.stringify(mapTree(identityOf, attributes));
