import type { Graph, Value } from "./graph.ts";
import { uniformNumber } from "./internal/uniform-number.ts";
import { formatSpec } from "./to-text.ts";

/**
 * A graph as Mermaid text, which many editors and code hosts draw: rounded boxes are inputs and outputs, plain ones
 * operations, double ones run ahead on the host. An edge carries the shape of its value.
 */
export function toMermaid({ values, inputs, constants, nodes, outputs }: Graph): string {
  const makers = new Map<Value, string>();
  const lines = ["flowchart TD"];
  inputs.forEach(({ value, path }, i) => {
    makers.set(value, `in${i}`);
    lines.push(`  in${i}(["${quoted(path)}"])`);
  });
  for (const [value, constant] of constants) {
    makers.set(value, `c${value}`);
    lines.push(`  c${value}["${uniformNumber(constant) ?? "constant"}"]`);
  }
  nodes.forEach(({ primitive, inputs: from, outputs: to, isOnHost }, i) => {
    const name = quoted(primitive.name);
    lines.push(isOnHost ? `  n${i}[["${name}"]]` : `  n${i}["${name}"]`);
    for (const value of from) lines.push(`  ${makers.get(value)} -->|"${formatSpec(values[value]!)}"| n${i}`);
    for (const value of to) makers.set(value, `n${i}`);
  });
  outputs.forEach(({ value, path }, i) => {
    lines.push(`  out${i}(["${quoted(path || "result")}"])`);
    lines.push(`  ${makers.get(value)} -->|"${formatSpec(values[value]!)}"| out${i}`);
  });
  return `${lines.join("\n")}\n`;
}

const quoted = (text: string): string => text.replaceAll('"', "#quot;");
