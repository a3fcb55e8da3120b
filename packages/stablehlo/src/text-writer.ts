import { type DType, type Shape, type Spec, sameShape, slice, type Tensor } from "@adjoint/tensor";
import { formatElements, LONGEST_LIST } from "./format-elements.ts";

/** An element type by its name in MLIR. */
export type ElementType = "f32" | "f64" | "i32" | "ui8" | "i1";

export const ELEMENT: Readonly<Record<DType, ElementType>> = {
  float32: "f32",
  float64: "f64",
  int32: "i32",
  uint8: "ui8",
  bool: "i1",
};

/** A value of the program: its name in the text, and its type. */
export interface Operand extends Spec {
  readonly name: string;
}

export const tensorType = ({ shape, dtype }: Spec): string => `tensor<${[...shape, ELEMENT[dtype]].join("x")}>`;

/** What a region computes, from its arguments; the last line returns. */
type Region = {
  readonly args: readonly Spec[];
  write(writer: TextWriter, args: readonly Operand[]): readonly Operand[];
};

export interface OperationOptions {
  /** Attributes in the order in which they are written. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly regions?: readonly Region[];
}

/** Writes operations in the generic form of MLIR, one a line, each value with a name of its own. */
export class TextWriter {
  readonly #lines: string[] = [];
  readonly #constants = new Map<string, Operand>();
  readonly #counter: { next: number };
  readonly #indent: string;

  constructor(indent = "    ", counter: { next: number } = { next: 0 }) {
    this.#indent = indent;
    this.#counter = counter;
  }

  /** The only result of a new operation. */
  add(name: string, inputs: readonly Operand[], result: Spec, options: OperationOptions = {}): Operand {
    return this.addMany(name, inputs, [result], options)[0]!;
  }

  /** The results of a new operation of StableHLO. */
  addMany(
    name: string,
    inputs: readonly Operand[],
    results: readonly Spec[],
    { attributes = {}, regions = [] }: OperationOptions = {},
  ): readonly Operand[] {
    const id = `%${this.#counter.next++}`;
    const bodies = regions.map((region) => this.#region(region));
    const left = results.length === 1 ? id : `${id}:${results.length}`;
    const names = inputs.map((input) => input.name).join(", ");
    const listed = Object.entries(attributes).map(([key, value]) => `${key} = ${value}`);
    const types = results.map(tensorType).join(", ");
    this.#lines.push(
      `${this.#indent}${left} = "stablehlo.${name}"(${names})${bodies.length ? ` (${bodies.join(", ")})` : ""}${
        listed.length ? ` {${listed.join(", ")}}` : ""
      } : (${inputs.map(tensorType).join(", ")}) -> ${results.length === 1 ? types : `(${types})`}`,
    );
    return results.map((spec, i) => ({ ...spec, name: results.length === 1 ? id : `${id}#${i}` }));
  }

  /** The end of a function or a region. */
  return(operation: "func.return" | "stablehlo.return", values: readonly Operand[]): void {
    const names = values.map(({ name }) => name).join(", ");
    this.#lines.push(`${this.#indent}"${operation}"(${names}) : (${values.map(tensorType).join(", ")}) -> ()`);
  }

  /** One number everywhere. */
  splat(value: number, { shape, dtype }: Spec): Operand {
    return this.#constant(formatElements(dtype, [value], []), { shape, dtype });
  }

  /** A tensor of the program. What is repeated in it is stored once and stretched. */
  constant(t: Tensor): Operand {
    const stored = slice(
      t,
      t.shape.map((n, i) => [0, t.view?.strides[i] === 0 ? Math.min(n, 1) : n]),
    );
    const spec = { shape: t.shape, dtype: t.dtype };
    const values = stored.dataSync();
    const [first] = values;
    if (first !== undefined && values.every((x: number) => Object.is(x, first))) return this.splat(first, spec);
    const base = countsAlong(stored.shape, values)
      ? this.#count(stored)
      : this.#constant(formatElements(t.dtype, values, stored.shape), stored);
    return sameShape(stored.shape, t.shape) ? base : this.broadcast(base, t.shape);
  }

  /** 0, 1, 2, ... along the only axis that is longer than 1. */
  #count({ shape, dtype }: Spec): Operand {
    const axis = shape.findIndex((n) => n > 1);
    return this.add("iota", [], { shape, dtype }, { attributes: { iota_dimension: integer(axis) } });
  }

  /** Equal ones of a block are one. */
  #constant(elements: string, spec: Spec): Operand {
    const value = `dense<${elements}> : ${tensorType(spec)}`;
    const known = this.#constants.get(value) ?? this.add("constant", [], spec, { attributes: { value } });
    this.#constants.set(value, known);
    return known;
  }

  /** A value stretched along axes of size 1, and along new ones in front. */
  broadcast(x: Operand, shape: Shape): Operand {
    const lead = shape.length - x.shape.length;
    const dimensions = x.shape.map((_, i) => lead + i);
    const attributes = { broadcast_dimensions: integers(dimensions) };
    return this.add("broadcast_in_dim", [x], { shape, dtype: x.dtype }, { attributes });
  }

  text(): string {
    return this.#lines.join("\n");
  }

  #region({ args, write }: Region): string {
    const inner = new TextWriter(`${this.#indent}  `, this.#counter);
    const named = args.map((spec): Operand => ({ ...spec, name: `%${this.#counter.next++}` }));
    inner.return("stablehlo.return", write(inner, named));
    const declared = named.map((arg) => `${arg.name}: ${tensorType(arg)}`).join(", ");
    return `{\n${this.#indent}^bb0(${declared}):\n${inner.text()}\n${this.#indent}}`;
  }
}

/** A list of sizes or positions as an attribute. */
export const integers = (values: readonly number[]): string =>
  values.length ? `array<i64: ${values.join(", ")}>` : "array<i64>";

export const integer = (value: number): string => `${value} : i64`;

/** Are these numbers, too many to list, 0, 1, 2, ... along one axis? */
const countsAlong = (shape: Shape, values: ArrayLike<number>): boolean =>
  values.length > LONGEST_LIST && shape.includes(values.length) && Array.from(values).every((x, i) => Object.is(x, i));
