import { type DType, isFloat, type Shape, type Spec } from "@adjoint/tensor";
import type { Lowering } from "../lowering.ts";
import { integers, type Operand, type TextWriter } from "../text-writer.ts";
import { truth } from "./elementwise.ts";

/** A region that joins two numbers by one operation. */
export const joining = (name: string, dtype: DType): Region => {
  const scalar: Spec = { shape: [], dtype };
  return { args: [scalar, scalar], write: (writer, pair) => [writer.add(name, pair, scalar)] };
};
type Region = {
  readonly args: readonly Spec[];
  write(writer: TextWriter, args: readonly Operand[]): readonly Operand[];
};

function reduce(writer: TextWriter, name: string, x: Operand, start: number, spec: Spec, attributes: unknown): Operand {
  const initial = writer.splat(start, { shape: [], dtype: x.dtype });
  return writer.add("reduce", [x, initial], spec, {
    regions: [joining(name, x.dtype)],
    attributes: { dimensions: integers((attributes as { axes: Shape }).axes) },
  });
}

const LOWEST: Readonly<Record<DType, number>> = {
  float32: -Infinity,
  float64: -Infinity,
  int32: -(2 ** 31),
  uint8: 0,
  bool: 0,
};
const HIGHEST: Readonly<Record<DType, number>> = {
  float32: Infinity,
  float64: Infinity,
  int32: 2 ** 31 - 1,
  uint8: 255,
  bool: 1,
};

export const reductions: Readonly<Record<string, Lowering>> = {
  sum: (writer, { inputs: [x], outputs: [spec], attributes }) => {
    const wide = { shape: x!.shape, dtype: spec!.dtype };
    const terms = x!.dtype === wide.dtype || isFloat(x!.dtype) ? x! : writer.add("convert", [x!], wide);
    return reduce(writer, "add", terms, 0, spec!, attributes);
  },
  max: (writer, { inputs: [x], outputs: [spec], attributes }) =>
    reduce(writer, "maximum", x!, LOWEST[x!.dtype], spec!, attributes),
  min: (writer, { inputs: [x], outputs: [spec], attributes }) =>
    reduce(writer, "minimum", x!, HIGHEST[x!.dtype], spec!, attributes),
  any: (writer, { inputs: [x], outputs: [spec], attributes }) =>
    reduce(writer, "or", truth(writer, x!), 0, spec!, attributes),
  all: (writer, { inputs: [x], outputs: [spec], attributes }) =>
    reduce(writer, "and", truth(writer, x!), 1, spec!, attributes),
};
