import { type DType, isFloat, type Spec } from "@adjoint/tensor";
import { like, type Lowering } from "../lowering.ts";
import type { Operand, TextWriter } from "../text-writer.ts";

type Direction = "EQ" | "NE" | "LT" | "LE" | "GT" | "GE";

const COMPARISON: Readonly<Record<DType, string>> = {
  float32: "FLOAT",
  float64: "FLOAT",
  int32: "SIGNED",
  uint8: "UNSIGNED",
  bool: "UNSIGNED",
};

const asBool = ({ shape }: Spec): Spec => ({ shape, dtype: "bool" });

export function compare(writer: TextWriter, direction: Direction, x: Operand, y: Operand): Operand {
  const attributes = {
    comparison_direction: `#stablehlo<comparison_direction ${direction}>`,
    compare_type: `#stablehlo<comparison_type ${COMPARISON[x.dtype]}>`,
  };
  return writer.add("compare", [x, y], asBool(x), { attributes });
}

export const select = (writer: TextWriter, condition: Operand, x: Operand, y: Operand): Operand =>
  writer.add("select", [condition, x, y], like(x));

const not = (writer: TextWriter, x: Operand): Operand => writer.add("not", [x], like(x));

/** Is a number not 0? */
export const truth = (writer: TextWriter, x: Operand): Operand =>
  x.dtype === "bool" ? x : compare(writer, "NE", x, writer.splat(0, x));

const operation =
  (name: string): Lowering =>
  (writer, { inputs, outputs: [spec] }) =>
    writer.add(name, inputs, spec!);

/** Of whole numbers it gives back what came. */
const ofFractions =
  (name: string): Lowering =>
  (writer, { inputs: [x], outputs: [spec] }) =>
    isFloat(x!.dtype) ? writer.add(name, [x!], spec!) : x!;

const comparison =
  (direction: Direction): Lowering =>
  (writer, { inputs: [x, y] }) =>
    compare(writer, direction, x!, y!);

const logical =
  (name: string): Lowering =>
  (writer, { inputs, outputs: [spec] }) =>
    writer.add(
      name,
      inputs.map((x) => truth(writer, x)),
      spec!,
    );

/** The remainder with the sign of the divisor; of zeros, the zero of that sign; of whole numbers by 0, 0. */
const remainder: Lowering = (writer, { inputs: [x, y], outputs: [spec] }) => {
  const zero = writer.splat(0, spec!);
  const isByZero = compare(writer, "EQ", y!, zero);
  const divisor = isFloat(spec!.dtype) ? y! : select(writer, isByZero, writer.splat(1, spec!), y!);
  const rest = writer.add("remainder", [x!, divisor], spec!);
  const isBelow = compare(writer, "LT", divisor, zero);
  const differs = compare(writer, "NE", compare(writer, "LT", rest, zero), isBelow);
  const moved = select(writer, differs, writer.add("add", [rest, divisor], spec!), rest);
  const signed = isFloat(spec!.dtype) ? select(writer, isBelow, writer.splat(-0, spec!), zero) : zero;
  return select(writer, compare(writer, "EQ", rest, zero), signed, moved);
};

/** Whole numbers in a range, to which others are moved by its width; 0 for what is not finite. */
function wrapped(writer: TextWriter, x: Operand, low: number, high: number): Operand {
  const number = (value: number): Operand => writer.splat(value, x);
  const finite = select(writer, writer.add("is_finite", [x], asBool(x)), x, number(0));
  const isNegative = compare(writer, "LT", finite, number(0));
  const whole = select(
    writer,
    isNegative,
    writer.add("ceil", [finite], like(x)),
    writer.add("floor", [finite], like(x)),
  );
  const width = number(high - low);
  const rest = writer.add("remainder", [whole, width], like(x));
  const lifted = select(
    writer,
    compare(writer, "LT", rest, number(low)),
    writer.add("add", [rest, width], like(x)),
    rest,
  );
  const lowered = writer.add("subtract", [rest, width], like(x));
  return select(writer, compare(writer, "LT", rest, number(high)), lifted, lowered);
}

const cast: Lowering = (writer, { inputs: [x], outputs: [spec] }) => {
  if (spec!.dtype === "bool") return truth(writer, x!);
  const isByte = spec!.dtype === "uint8";
  if (isFloat(x!.dtype) && !isFloat(spec!.dtype))
    return writer.add(
      "convert",
      [isByte ? wrapped(writer, x!, 0, 2 ** 8) : wrapped(writer, x!, -(2 ** 31), 2 ** 31)],
      spec!,
    );
  // what a byte cannot hold would be up to the engine
  const held = isByte && x!.dtype === "int32" ? writer.add("and", [x!, writer.splat(255, x!)], like(x!)) : x!;
  return writer.add("convert", [held], spec!);
};

export const elementwise: Readonly<Record<string, Lowering>> = {
  negate: operation("negate"),
  add: operation("add"),
  subtract: operation("subtract"),
  multiply: operation("multiply"),
  divide: operation("divide"),
  square: (writer, { inputs: [x], outputs: [spec] }) => writer.add("multiply", [x!, x!], spec!),
  sqrt: operation("sqrt"),
  rsqrt: operation("rsqrt"),
  abs: (writer, { inputs: [x], outputs: [spec] }) => (x!.dtype === "uint8" ? x! : writer.add("abs", [x!], spec!)),
  sign: (writer, { inputs: [x], outputs: [spec] }) =>
    x!.dtype === "uint8" ? writer.add("minimum", [x!, writer.splat(1, spec!)], spec!) : writer.add("sign", [x!], spec!),
  floor: ofFractions("floor"),
  ceil: ofFractions("ceil"),
  round: ofFractions("round_nearest_even"),
  remainder,
  exp: operation("exponential"),
  expm1: operation("exponential_minus_one"),
  log: operation("log"),
  log1p: operation("log_plus_one"),
  pow: operation("power"),
  tanh: operation("tanh"),
  sin: operation("sine"),
  cos: operation("cosine"),
  tan: operation("tan"),
  atan2: operation("atan2"),
  maximum: operation("maximum"),
  minimum: operation("minimum"),
  equal: comparison("EQ"),
  notEqual: comparison("NE"),
  less: comparison("LT"),
  lessEqual: comparison("LE"),
  logicalAnd: logical("and"),
  logicalOr: logical("or"),
  logicalXor: logical("xor"),
  logicalNot: (writer, { inputs: [x] }) => not(writer, truth(writer, x!)),
  isNaN: (writer, { inputs: [x] }) => compare(writer, "NE", x!, x!),
  isFinite: (writer, { inputs: [x], outputs: [spec] }) =>
    isFloat(x!.dtype) ? writer.add("is_finite", [x!], spec!) : writer.splat(1, spec!),
  where: operation("select"),
  cast,
  bitwiseXor: operation("xor"),
  shiftRight: operation("shift_right_logical"),
};
