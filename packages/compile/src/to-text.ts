import { formatShape, type Spec } from "@adjoint/tensor";
import type { Graph, Value } from "./graph.ts";
import { uniformNumber } from "./internal/uniform-number.ts";

/**
 * A graph as lines of text, one an operation: `%7 = matmul(%0, %3) : float32 [32,64]`. Operations marked `host` run
 * ahead of the others.
 */
export function toText(graph: Graph): string {
  const { values, inputs, constants, nodes, outputs } = graph;
  const spec = (value: Value): string => formatSpec(values[value]!);
  return [
    ...inputs.map(({ value, path }) => `%${value} = input ${path} : ${spec(value)}`),
    ...[...constants].map(([value, constant]) => {
      const number = uniformNumber(constant);
      return `%${value} = constant${number === undefined ? "" : ` ${number}`} : ${spec(value)}`;
    }),
    ...nodes.map(({ primitive, inputs: from, attributes, outputs: to, isOnHost }) => {
      const left = to.map((value) => `%${value}`).join(", ");
      const right = `${primitive.name}(${from.map((value) => `%${value}`).join(", ")})`;
      return `${left} = ${isOnHost ? "host " : ""}${right}${formatAttributes(attributes)} : ${to.map(spec).join(", ")}`;
    }),
    ...outputs.map(({ value, path }) => `return ${path ? `${path} = ` : ""}%${value} : ${spec(value)}`),
  ].join("\n");
}

export const formatSpec = ({ shape, dtype }: Spec): string => `${dtype} ${formatShape(shape)}`;

export function formatAttributes(attributes: unknown): string {
  if (attributes === undefined) return "";
  const text = JSON.stringify(attributes, (_, value: unknown) => (typeof value === "function" ? "function" : value));
  return text === "{}" ? "" : ` ${text}`;
}
