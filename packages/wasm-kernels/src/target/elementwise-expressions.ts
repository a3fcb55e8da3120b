import type { Graph, GraphNode, Value } from "@adjoint/compile";
import type { DType } from "@adjoint/tensor";
import * as v128 from "../emitter/v128.ts";
import { exp as writeExp } from "../math/exp.ts";
import { type AnyExpression, apply, applyMask, type Expression, type Mask } from "../loops/expression.ts";
import * as op from "../loops/operations.ts";

/** What an operation is in a loop, from what its operands are. */
export type Write = (...operands: AnyExpression[]) => AnyExpression;

// the types of the values were looked at: numbers here, masks there
export const ofNumbers = (f: (...operands: Expression[]) => AnyExpression): Write => f as Write;
const ofMasks = (f: (...operands: Mask[]) => AnyExpression): Write => f as unknown as Write;

/** Operations by the name of the primitive. */
export type Operations = Readonly<Record<string, Write>>;

/** Of float32 numbers: what every target has. */
const arithmetic: Operations = {
  negate: ofNumbers(op.negate),
  add: ofNumbers(op.add),
  subtract: ofNumbers(op.subtract),
  multiply: ofNumbers(op.multiply),
  divide: ofNumbers(op.divide),
  square: ofNumbers(op.square),
  sqrt: ofNumbers(op.sqrt),
  rsqrt: ofNumbers(op.rsqrt),
  abs: ofNumbers(op.abs),
  maximum: ofNumbers(op.maximum),
  minimum: ofNumbers(op.minimum),
  exp: ofNumbers((x) => apply((body, a) => writeExp(body, a), [x], true)),
  log: ofNumbers(op.log),
  equal: ofNumbers(op.equal),
  notEqual: ofNumbers(op.notEqual),
  less: ofNumbers(op.less),
  lessEqual: ofNumbers(op.lessEqual),
  greater: ofNumbers(op.greater),
  greaterEqual: ofNumbers(op.greaterEqual),
  isNaN: ofNumbers((x) => op.notEqual(x, x)),
  isFinite: ofNumbers(op.isFinite),
};

/** Of masks. */
const maskOperations: Operations = {
  logicalAnd: ofMasks(op.logicalAnd),
  logicalOr: ofMasks(op.logicalOr),
  logicalXor: ofMasks((x, y) => applyMask((_, a, b) => v128.xor(a, b), [x, y])),
  logicalNot: ofMasks(op.logicalNot),
};

const where: Write = (condition, yes, no) => op.where(condition as Mask, yes as Expression, no as Expression); // as was looked at
const same: Write = (x) => x;
const toNumber: Write = ofMasks(op.toNumber);
const toMask: Write = ofNumbers((x) => op.notEqual(x, 0));

const costly = new Set(["exp", "expm1", "log", "log1p", "tanh", "erf", "sin", "cos", "pow"]);

/** Better read from memory than computed twice. */
export const isCostlyNode = ({ primitive }: GraphNode): boolean => costly.has(primitive.name);

/** The operation of a node in a loop over float32 numbers and masks, some `others` of numbers among them; undefined: there is none. */
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
  if (numbers === 0) return maskOperations[name];
  return masks > 0 ? undefined : (others[name] ?? arithmetic[name]);
}

function castOf(from: DType, to: DType): Write | undefined {
  if (to === "bool") return from === "float32" ? toMask : undefined;
  if (to !== "float32") return undefined;
  if (from === "bool") return toNumber;
  return from === "int32" ? same : undefined; // loops read integers as numbers
}
