import { broadcastShapes, type DType, isFloat, type Shape, sameShape } from "@adjoint/tensor";
import type { GraphWriter, Operand } from "../graph-writer.ts";
import { castTo, inType, type Lowering, wideTypeOf } from "../lowering.ts";

/** Writes nodes for operands of one type, which broadcast. */
type Write = (writer: GraphWriter, operands: readonly string[], dtype: DType) => string;

/** The operands before they were repeated, as long as the result still has its shape. */
function operandsOf(writer: GraphWriter, inputs: readonly Operand[], shape: Shape): readonly string[] {
  const small = inputs.map((input) => input.narrow ?? input);
  const reached = broadcastShapes(
    "toOnnx",
    small.map((input) => input.shape),
  );
  const first = sameShape(reached, shape) ? small[0]! : inputs[0]!;
  return [first, ...small.slice(1)].map((operand) => writer.full(operand));
}

/** An operation on numbers: bytes are computed as words. */
const numeric =
  (write: Write): Lowering =>
  (writer, { inputs, outputs: [spec] }) => {
    const { dtype } = inputs.at(-1)!;
    const wide = wideTypeOf(dtype);
    const names = operandsOf(writer, inputs, spec!.shape).map((name) => inType(writer, name, dtype, wide));
    const result = write(writer, names, wide);
    return spec!.dtype === "bool" ? result : inType(writer, result, wide, spec!.dtype);
  };

const node = (operator: string): Lowering => numeric((writer, operands) => writer.add(operator, operands));

/** Of whole numbers it gives back what came. */
const ofFractions = (operator: string): Lowering =>
  numeric((writer, operands, dtype) => (isFloat(dtype) ? writer.add(operator, operands) : operands[0]!));

/** An operation on truth values: of a number that it is not 0. */
const logical =
  (operator: string): Lowering =>
  (writer, { inputs, outputs: [spec] }) => {
    const names = operandsOf(writer, inputs, spec!.shape);
    return writer.add(
      operator,
      names.map((name, i) => inType(writer, name, inputs[i]!.dtype, "bool")),
    );
  };

/** The remainder with the sign of the divisor; of zeros, the zero of that sign; of whole numbers by 0, 0. */
const remainder: Write = (writer, [x, y], dtype) => {
  const zero = writer.constant(dtype, [0]);
  const isZero = writer.add("Equal", [y!, zero]);
  if (!isFloat(dtype)) {
    const divisor = writer.add("Where", [isZero, writer.constant(dtype, [1]), y!]);
    return writer.add("Where", [isZero, zero, writer.add("Mod", [x!, divisor])]);
  }
  const rest = writer.add("Mod", [x!, y!], { fmod: 1 });
  const isBelow = writer.add("Less", [y!, zero]);
  const differs = writer.add("Xor", [writer.add("Less", [rest, zero]), isBelow]);
  const moved = writer.add("Where", [differs, writer.add("Add", [rest, y!]), rest]);
  const signed = writer.add("Where", [isBelow, writer.constant(dtype, [-0]), zero]);
  return writer.add("Where", [writer.add("Equal", [rest, zero]), signed, moved]);
};

const isFinite: Write = (writer, [x], dtype) =>
  isFloat(dtype)
    ? writer.add("Less", [writer.add("Abs", [x!]), writer.constant(dtype, [Number.POSITIVE_INFINITY])])
    : writer.add("Equal", [x!, x!]);

const isNaN: Write = (writer, [x]) => writer.add("Not", [writer.add("Equal", [x!, x!])]);

/** Fractions are cut, what a word cannot hold wraps around, and what is not finite becomes 0. */
const cast: Lowering = (writer, { inputs: [x], outputs: [spec] }) => {
  const name = writer.full(x!);
  const [from, to] = [x!.dtype, spec!.dtype];
  if (!isFloat(from) || isFloat(to) || to === "bool") return inType(writer, name, from, to);
  return castTo(writer, wrapped(writer, name, from, to === "uint8" ? [0, 2 ** 8] : [-(2 ** 31), 2 ** 31]), to);
};

/** Whole numbers in a range, to which others are moved by its width. */
function wrapped(writer: GraphWriter, name: string, dtype: DType, [low, high]: readonly [number, number]): string {
  const number = (value: number): string => writer.constant(dtype, [value]);
  const finite = writer.add("Where", [isFinite(writer, [name], dtype), name, number(0)]);
  const isNegative = writer.add("Less", [finite, number(0)]);
  const whole = writer.add("Where", [isNegative, writer.add("Ceil", [finite]), writer.add("Floor", [finite])]);
  const rest = writer.add("Mod", [whole, number(high - low)], { fmod: 1 });
  const [isBelow, isInside] = [writer.add("Less", [rest, number(low)]), writer.add("Less", [rest, number(high)])];
  const lifted = writer.add("Where", [isBelow, writer.add("Add", [rest, number(high - low)]), rest]);
  return writer.add("Where", [isInside, lifted, writer.add("Sub", [rest, number(high - low)])]);
}

const where: Lowering = (writer, { inputs, outputs: [spec] }) => {
  const [condition, ...branches] = operandsOf(writer, inputs, spec!.shape);
  const isBool = spec!.dtype === "bool";
  const operands = branches.map((name) => (isBool ? castTo(writer, name, "uint8") : name));
  const chosen = writer.add("Where", [condition!, ...operands]);
  return isBool ? castTo(writer, chosen, "bool") : chosen;
};

/** Zeros come in from the left: as a word without sign. */
const shiftRight: Write = (writer, [x, by]) => {
  const shifted = writer.add("BitShift", [castTo(writer, x!, "uint32"), castTo(writer, by!, "uint32")], {
    direction: "RIGHT",
  });
  return castTo(writer, shifted, "int32");
};

export const elementwise: Readonly<Record<string, Lowering>> = {
  negate: node("Neg"),
  add: node("Add"),
  subtract: node("Sub"),
  multiply: node("Mul"),
  divide: node("Div"),
  square: numeric((writer, [x]) => writer.add("Mul", [x!, x!])),
  sqrt: node("Sqrt"),
  rsqrt: numeric((writer, [x]) => writer.add("Reciprocal", [writer.add("Sqrt", [x!])])),
  abs: node("Abs"),
  sign: node("Sign"),
  floor: ofFractions("Floor"),
  ceil: ofFractions("Ceil"),
  round: ofFractions("Round"),
  remainder: numeric(remainder),
  exp: node("Exp"),
  log: node("Log"),
  pow: node("Pow"),
  tanh: node("Tanh"),
  sinh: node("Sinh"),
  cosh: node("Cosh"),
  sin: node("Sin"),
  cos: node("Cos"),
  tan: node("Tan"),
  asin: node("Asin"),
  acos: node("Acos"),
  atan: node("Atan"),
  erf: node("Erf"),
  maximum: node("Max"),
  minimum: node("Min"),
  equal: node("Equal"),
  notEqual: numeric((writer, operands) => writer.add("Not", [writer.add("Equal", operands)])),
  less: node("Less"),
  lessEqual: node("LessOrEqual"),
  logicalAnd: logical("And"),
  logicalOr: logical("Or"),
  logicalXor: logical("Xor"),
  logicalNot: logical("Not"),
  isNaN: numeric(isNaN),
  isFinite: numeric(isFinite),
  where,
  cast,
  bitwiseXor: node("BitwiseXor"),
  shiftRight: numeric(shiftRight),
};
