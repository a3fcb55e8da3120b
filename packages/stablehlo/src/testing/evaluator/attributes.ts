import type { ParsedOperation } from "../parse-module.ts";
import { ARRAY, rounded, sizeOf, type Value } from "./value.ts";

export const textOf = ({ attributes, name }: ParsedOperation, key: string): string => {
  const value = attributes.get(key);
  if (value === undefined) throw new SyntaxError(`${name} has no ${key}`);
  return value;
};
export const numbersIn = (text: string): number[] => (text.match(/-?\d+/g) ?? []).map(Number);
export const integersOf = (operation: ParsedOperation, key: string): number[] => {
  const list = /^array<i64(?:: ([-\d, ]+))?>$/.exec(textOf(operation, key));
  if (!list) throw new SyntaxError(`${operation.name}: ${key} is no list of i64`);
  return numbersIn(list[1] ?? "");
};
export const integerOf = (operation: ParsedOperation, key: string): number =>
  Number(/^(-?\d+) : i64$/.exec(textOf(operation, key))![1]);
export const flagOf = (operation: ParsedOperation, key: string): boolean => {
  const text = textOf(operation, key);
  if (text !== "true" && text !== "false") throw new SyntaxError(`${key} is no flag`);
  return text === "true";
};
/** A list inside `#stablehlo.gather<...>`; what is left out is empty. */
export const fieldOf = (operation: ParsedOperation, key: string, field: string): number[] =>
  numbersIn(new RegExp(`[<\\s]${field} = (\\[[^\\]]*\\]|\\d+)`).exec(textOf(operation, key))?.[1] ?? "");
export const enumOf = (operation: ParsedOperation, key: string): string =>
  /^#stablehlo<\w+ (\w+)>$/.exec(textOf(operation, key))![1]!;

function literal(element: string, text: string): number {
  if (element === "i1") return Number(text === "true");
  if (!element.startsWith("f")) return Number(text);
  if (!text.startsWith("0x")) {
    if (!/^-?\d+\.\d*(e[-+]?\d+)?$/.test(text)) throw new SyntaxError(`${text} is no floating-point literal`);
    return rounded(element, Number(text));
  }
  const view = new DataView(new ArrayBuffer(8));
  if (element === "f32") {
    view.setUint32(0, Number(text));
    return view.getFloat32(0);
  }
  view.setBigUint64(0, BigInt(text));
  return view.getFloat64(0);
}

export function constant(operation: ParsedOperation): Value {
  const type = operation.resultTypes[0]!;
  const dense = /^dense<(.*)> : tensor<[^>]*>$/s.exec(textOf(operation, "value"));
  if (!dense) throw new SyntaxError("a constant is dense");
  const text = dense[1]!;
  const bytes = /^"0x([0-9a-f]*)"$/.exec(text);
  if (bytes) {
    const raw = Uint8Array.from(bytes[1]!.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return { ...type, data: [...new ARRAY[type.element as keyof typeof ARRAY](raw.buffer)] };
  }
  const items = text.match(/[^\s,[\]]+/g) ?? [];
  const values = items.map((item) => literal(type.element, item));
  return {
    ...type,
    data: text.startsWith("[") || values.length === 0 ? values : new Array<number>(sizeOf(type.shape)).fill(values[0]!),
  };
}
