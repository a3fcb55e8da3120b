import type { Graph, Value } from "../graph.ts";
import type { Group } from "./fuse-loops.ts";
import type { Layout } from "./layouts.ts";
import type { Use } from "./plan-program.ts";

/**
 * The results that a step can write straight into the donated input whose memory they take: nobody reads that input
 * afterwards, and in the step itself it is read element by element, each before it is written.
 */
export function writeInPlace(
  { outputs, constants }: Graph,
  steps: readonly Group[],
  layouts: readonly Layout[],
  resident: ReadonlyMap<number, Value>,
  uses: ReadonlyMap<Value, Use>,
): Map<Value, Value> {
  const places = new Map<Value, Value>();
  for (const [output, input] of resident) {
    const { value } = outputs[output]!;
    const { from: step } = uses.get(value)!; // that makes it, or is none
    const { to: lastRead } = uses.get(input)!;
    if (step < 0 || constants.has(value) || lastRead > step) continue;
    if (lastRead < step || isReadInOrder(steps[step]!, layouts, input, value)) places.set(value, input);
  }
  return places;
}

/**
 * Does the loop, or the end of a product, read the value itself, and no other view of its memory, and write the result
 * element by element? What a product multiplies it reads more than once.
 */
const isReadInOrder = (
  { nodes, space, product }: Group,
  layouts: readonly Layout[],
  buffer: Value,
  result: Value,
): boolean =>
  (space !== undefined || product !== undefined) &&
  nodes.every(
    (node) =>
      (node.primitive.kind === "elementwise" || !node.outputs.includes(result)) &&
      node.inputs.every((value) => (value === buffer && node !== product) || layouts[value]!.buffer !== buffer),
  );
