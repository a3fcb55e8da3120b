/** A module in the generic form of MLIR, as far as programs of this package go: read by the grammar, not by the writer. */

export interface TensorType {
  readonly shape: readonly number[];
  readonly element: string;
}

export interface Argument {
  readonly name: string;
  readonly type: TensorType;
}

export interface Region {
  readonly args: readonly Argument[];
  readonly operations: readonly ParsedOperation[];
}

export interface ParsedOperation {
  readonly name: string;
  /** Names of the results: `%1`, or `%1#0`, `%1#1` of several. */
  readonly results: readonly string[];
  readonly operands: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
  readonly regions: readonly Region[];
  readonly operandTypes: readonly TensorType[];
  readonly resultTypes: readonly TensorType[];
}

export interface ParsedModule {
  readonly partitions: number;
  readonly args: readonly (Argument & { readonly sharding: string | undefined })[];
  readonly resultTypes: readonly TensorType[];
  readonly operations: readonly ParsedOperation[];
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.replace(/\/\/[^\n"]*$/gm, ""); // comments
  }

  fail(wanted: string): never {
    throw new SyntaxError(`expected ${wanted}, got ${JSON.stringify(this.#text.slice(this.#at, this.#at + 60))}`);
  }

  /** The match of a pattern at this place, after blanks; undefined if there is none. */
  try(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(`\\s*(?:${pattern.source})`, "y");
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (!match) return undefined;
    this.#at = sticky.lastIndex;
    return match;
  }

  take(pattern: RegExp): RegExpExecArray {
    return this.try(pattern) ?? this.fail(String(pattern));
  }

  /** Items between commas, up to a closing mark that is taken too. */
  list<T>(close: RegExp, item: () => T): T[] {
    const items: T[] = [];
    if (this.try(close)) return items;
    do items.push(item());
    while (this.try(/,/));
    this.take(close);
    return items;
  }

  /** Text up to a comma or a closing brace outside of all brackets and quotes. */
  balanced(): string {
    const start = this.#at;
    const open: string[] = [];
    for (; this.#at < this.#text.length; this.#at++) {
      const mark = this.#text[this.#at]!;
      if (mark === '"') {
        this.#at = this.#text.indexOf('"', this.#at + 1);
        continue;
      }
      if (this.#text.startsWith("->", this.#at)) this.#at += 2;
      else if ("<[({".includes(mark)) open.push(mark);
      else if (open.length === 0 && (mark === "," || mark === "}")) break;
      else if (">])}".includes(mark)) open.pop();
    }
    return this.#text.slice(start, this.#at).trim();
  }
}

export function parseModule(text: string): ParsedModule {
  const reader = new Reader(text);
  reader.take(/module @\w+ attributes \{mhlo\.num_partitions = (\d+) : i32, mhlo\.num_replicas = 1 : i32\} \{/);
  const partitions = Number(/num_partitions = (\d+)/.exec(text)![1]);
  reader.take(/func\.func public @main\(/);
  const sharding = (): string | undefined => reader.try(/\{mhlo\.sharding = "([^"]*)"\}/)?.[1];
  const args = reader.list(/\)/, () => {
    const arg = argument(reader);
    return { ...arg, sharding: sharding() };
  });
  reader.take(/->\s*\(/);
  const resultTypes = reader.list(/\)/, () => {
    const type = tensorType(reader);
    sharding();
    return type;
  });
  reader.take(/\{/);
  const operations = body(reader);
  reader.take(/\}\s*$/);
  return { partitions, args, resultTypes, operations };
}

function argument(reader: Reader): Argument {
  const [, name] = reader.take(/(%\w+):/);
  return { name: name!, type: tensorType(reader) };
}

export function tensorType(reader: { take(pattern: RegExp): RegExpExecArray }): TensorType {
  const [, sizes, element] = reader.take(/tensor<((?:\d+x)*)(f32|f64|i32|ui8|i1|i64)>/);
  return { shape: sizes!.split("x").slice(0, -1).map(Number), element: element! };
}

function body(reader: Reader): ParsedOperation[] {
  const operations: ParsedOperation[] = [];
  while (!reader.try(/\}/)) operations.push(operation(reader));
  return operations;
}

function operation(reader: Reader): ParsedOperation {
  const left = reader.try(/(%\w+)(?::(\d+))?\s*=/);
  const [, name] = reader.take(/"((?:stablehlo|func)\.\w+)"\(/);
  const operands = reader.list(/\)/, () => reader.take(/%\w+(?:#\d+)?/)[0].trim());
  const regions = reader.try(/\(/) ? reader.list(/\)/, () => region(reader)) : [];
  const attributes = new Map(reader.try(/\{/) ? reader.list(/\}/, () => attribute(reader)) : []);
  reader.take(/:\s*\(/);
  const operandTypes = reader.list(/\)/, () => tensorType(reader));
  reader.take(/->/);
  const resultTypes = reader.try(/\(/) ? reader.list(/\)/, () => tensorType(reader)) : [tensorType(reader)];
  const [, id, count] = left ?? [];
  const results = resultTypes.map((_, i) => (count ? `${id}#${i}` : id!));
  if (operandTypes.length !== operands.length) reader.fail(`${operands.length} types`);
  return { name: name!, results, operands, attributes, regions, operandTypes, resultTypes };
}

function region(reader: Reader): Region {
  reader.take(/\{\s*\^bb0\(/);
  const args = reader.list(/\):/, () => argument(reader));
  return { args, operations: body(reader) };
}

function attribute(reader: Reader): [string, string] {
  const [, name] = reader.take(/(\w+) =/);
  return [name!, reader.balanced()];
}
