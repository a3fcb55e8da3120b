import { isFloat, type Shape } from "@adjoint/tensor";
import { castTo, inType, type Lowering, wideTypeOf } from "../lowering.ts";

const axesOf = (attributes: unknown): Shape => (attributes as { axes: Shape }).axes;

const reduce =
  (operator: string): Lowering =>
  (writer, { inputs: [x], outputs: [spec], attributes }) => {
    const wide = wideTypeOf(x!.dtype);
    const name = inType(writer, writer.full(x!), x!.dtype, wide);
    const axes = axesOf(attributes);
    const reduced = axes.length ? writer.add(operator, [name, writer.integers(axes)], { keepdims: 0 }) : name;
    return inType(writer, reduced, wide, spec!.dtype);
  };

/** An extreme; engines may lose a NaN, so it is looked for. */
const extreme =
  (operator: string): Lowering =>
  (writer, operation) => {
    const {
      inputs: [x],
      attributes,
    } = operation;
    const found = reduce(operator)(writer, operation) as string; // one name, as written above
    if (!isFloat(x!.dtype)) return found;
    const name = writer.full(x!);
    const isNumber = castTo(writer, writer.add("Equal", [name, name]), "int32");
    const axes = axesOf(attributes);
    const areNumbers = axes.length
      ? writer.add("ReduceMin", [isNumber, writer.integers(axes)], { keepdims: 0 })
      : isNumber;
    return writer.add("Where", [castTo(writer, areNumbers, "bool"), found, writer.constant(x!.dtype, [Number.NaN])]);
  };

/** Of truth values, as numbers 0 and 1. */
const truth =
  (operator: string): Lowering =>
  (writer, { inputs: [x], attributes }) => {
    const isTrue = inType(writer, writer.full(x!), x!.dtype, "bool");
    const axes = axesOf(attributes);
    if (axes.length === 0) return isTrue;
    const reduced = writer.add(operator, [castTo(writer, isTrue, "int32"), writer.integers(axes)], { keepdims: 0 });
    return castTo(writer, reduced, "bool");
  };

export const reductions: Readonly<Record<string, Lowering>> = {
  sum: reduce("ReduceSum"),
  max: extreme("ReduceMax"),
  min: extreme("ReduceMin"),
  any: truth("ReduceMax"),
  all: truth("ReduceMin"),
  cumsum: (writer, { inputs: [x], outputs: [spec], attributes }) =>
    writer.add("CumSum", [
      inType(writer, writer.full(x!), x!.dtype, spec!.dtype),
      writer.constant("int64", [(attributes as { axis: number }).axis]),
    ]),
};
