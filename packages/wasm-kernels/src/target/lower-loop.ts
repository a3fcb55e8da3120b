import {
  type Graph,
  type Group,
  ownStrides,
  type ProgramPlan,
  reducesRows,
  type Space,
  startsWithRows,
  stridesOfSums,
  stridesOver,
  uniformNumber,
  type Value,
} from "@adjoint/compile";
import type { Shape } from "@adjoint/tensor";
import { type AnyExpression, constant, type Expression, input } from "../loops/expression.ts";
import type { WholeLoop, WholeOutput } from "../loops/loop.ts";
import { bytesOf, type ElementType } from "../loops/lane-memory.ts";
import { notEqual } from "../loops/operations.ts";
import { type Operations, writeOf } from "./elementwise-expressions.ts";
import { reductionOf } from "./role-of.ts";

/** A loop, and where its arrays are. */
export interface PlacedLoop {
  readonly loop: WholeLoop;
  /** Of inputs, then of outputs. */
  readonly addresses: readonly number[];
  /** The same for loops that have the same expressions. */
  readonly code: string;
}

/** The loop that a group is: what it makes only for itself stays in registers. */
export function lowerLoop(
  graph: Graph,
  { nodes }: Group,
  space: Space,
  { layouts, passing }: ProgramPlan,
  addressOf: (value: Value) => number,
  operations: Operations,
): PlacedLoop {
  const inputs: WholeLoop["inputs"][number][] = [];
  const addresses: number[] = [];
  const outputs: WholeOutput[] = [];
  const places: number[] = [];
  const made = new Map<Value, Named>();
  const read = new Map<string, Named>();
  const code: string[] = [];

  for (const node of nodes) {
    const operands = node.inputs.map((value) => operandOf(value));
    const [output] = node.outputs as [Value]; // operations of a loop have one
    const name = `${node.primitive.name}(${operands.map((operand) => operand.name).join()})`;
    const reduction = reductionOf(graph, node);
    const expressions = operands.map(({ expression }) => expression);
    if (!reduction) made.set(output, named(writeOf(graph, node, operations)!(...expressions), name)); // fused because it has one
    const { shape } = graph.values[node.inputs[0]!]!;
    if (reduction) {
      const whole = startsWithRows(space, shape, reduction.axes);
      made.set(output, named(whole ? reduction.ofRow(expressions[0]!) : expressions[0]!, `${name}${whole}`));
    }
    if (passing.has(output)) continue;
    const isCombined = reduction && !reducesRows(space, shape, reduction.axes);
    const { expression: value } = made.get(output)!;
    const type = elementTypeOf(graph, output);
    const strides = isCombined
      ? stridesOfSums(space, shape, reduction.axes)!
      : ownStrides(space, graph.values[output]!.shape)!;
    const combine = isCombined ? reduction.combine : undefined;
    outputs.push({ type, strides, value, combine });
    places.push(addressOf(output));
    code.push(made.get(output)!.name);
  }
  return {
    loop: { shape: space.shape, inputs, outputs },
    addresses: [...addresses, ...places],
    code: code.join(";"),
  };

  function named(expression: AnyExpression, text: string): Named {
    code.push(text);
    return { expression, name: `%${code.length}` };
  }

  function operandOf(value: Value): Named {
    const { buffer } = layouts[value]!;
    const known = made.get(buffer);
    if (known) return known;
    const number = uniformNumber(graph.constants.get(value));
    const isMask = graph.values[value]!.dtype === "bool";
    // String(-0) is "0"
    if (number !== undefined)
      return named(asOperand(constant(number), isMask), Object.is(number, -0) ? "-0" : String(number));
    const { shape } = graph.values[value]!;
    const strides = stridesOver(space, shape, layouts[value]!.strides)!; // joined because it has some
    const place = `${value}:${strides.join()}`;
    const operand = read.get(place) ?? newInput(value, strides, isMask);
    read.set(place, operand);
    return operand;
  }

  function newInput(value: Value, strides: Shape, isMask: boolean): Named {
    const type = elementTypeOf(graph, value);
    const index = inputs.push({ type, strides }) - 1;
    addresses.push(addressOf(value) + layouts[value]!.offset * bytesOf(type));
    return named(asOperand(input(index), isMask), `input${index}`);
  }
}

interface Named {
  readonly expression: AnyExpression;
  readonly name: string;
}

const asOperand = (value: Expression, isMask: boolean): AnyExpression => (isMask ? notEqual(value, 0) : value);

const elementTypeOf = (graph: Graph, value: Value): ElementType => graph.values[value]!.dtype as ElementType; // no others join
