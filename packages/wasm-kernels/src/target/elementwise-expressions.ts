import type { Graph, GraphNode, Value } from "@adjoint/compile";
import type { DType } from "@adjoint/tensor";
import { exp as writeExp } from "../math/exp.ts";
import { type AnyExpression, apply, type Expression, type Mask, type Operand } from "../loops/expression.ts";
import * as op from "../loops/operations.ts";

/** What an operation is in a loop, from what its operands are. */
export type Write = (...operands: AnyExpression[]) => AnyExpression;

// the types of the values were looked at: numbers here, masks there
export const ofNumbers = (f: (...operands: Expression[]) => AnyExpression): Write => f as Write;
export const onMasks = (f: (...operands: Mask[]) => AnyExpression): Write => f as unknown as Write;

/** The key of an operation on masks alone: of numbers it is another one. */
export const ofMasks = (name: string): string => `${name} of masks`;

/** Operations by the name of the primitive, or that `ofMasks`. */
export type Operations = Readonly<Record<string, Write>>;

/** Of float32 numbers: what every target has. */
const arithmetic = {
  negate: op.negate,
  add: op.add,
  subtract: op.subtract,
  multiply: op.multiply,
  divide: op.divide,
  square: op.square,
  sqrt: op.sqrt,
  rsqrt: op.rsqrt,
  abs: op.abs,
  maximum: op.maximum,
  minimum: op.minimum,
  exp: (x: Operand) => apply((body, a) => writeExp(body, a), [x], true),
  log: op.log,
  equal: op.equal,
  notEqual: op.notEqual,
  less: op.less,
  lessEqual: op.lessEqual,
  greater: op.greater,
  greaterEqual: op.greaterEqual,
  isNaN: (x: Operand) => op.notEqual(x, x),
  isFinite: op.isFinite,
} as unknown as Operations; // the types of the values were looked at: numbers here

const where: Write = (condition, yes, no) => op.where(condition as Mask, yes as Expression, no as Expression); // as was looked at
const same: Write = (x) => x;
const toNumber: Write = onMasks(op.toNumber);
const toMask: Write = ofNumbers((x) => op.notEqual(x, 0));

const costly = new Set(["exp", "expm1", "log", "log1p", "tanh", "erf", "sin", "cos", "pow"]);

/** Better read from memory than computed twice. */
export const isCostlyNode = ({ primitive }: GraphNode): boolean => costly.has(primitive.name);

/** The operation of a node in a loop over float32 numbers and masks, some `others` of numbers or of masks among them; undefined: there is none. */
export function writeOf(
  graph: Graph,
  { primitive: { name, kind }, inputs, outputs }: GraphNode,
  others: Operations,
): Write | undefined {
  if (kind !== "elementwise") return undefined;
  const typeOf = (value: Value): DType => graph.values[value]!.dtype;
  const result = typeOf(outputs[0]!);
  if (name === "cast") return castOf(typeOf(inputs[0]!), result);
  if (result !== "float32" && result !== "bool") return undefined;
  const masks = inputs.filter((value) => typeOf(value) === "bool").length;
  const numbers = inputs.filter((value) => typeOf(value) === "float32").length;
  if (masks + numbers < inputs.length) return undefined;
  if (name === "where") return masks === 1 && typeOf(inputs[0]!) === "bool" ? where : undefined;
  if (numbers === 0) return others[ofMasks(name)];
  return masks > 0 ? undefined : (others[name] ?? arithmetic[name]);
}

function castOf(from: DType, to: DType): Write | undefined {
  if (to === "bool") return from === "float32" ? toMask : undefined;
  if (to !== "float32") return undefined;
  if (from === "bool") return toNumber;
  return from === "int32" ? same : undefined; // loops read integers as numbers
}
