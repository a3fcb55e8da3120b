import { type Code, flatten, joined, list, text, unsigned } from "./encode.ts";
import { FunctionBody } from "./function-body.ts";
import { type Local, typeCodes, type Value, type ValueType } from "./value.ts";

/** A local for each parameter type. */
export type LocalsOf<P extends readonly ValueType[]> = { -readonly [I in keyof P]: Local<P[I]> };
/** A value for each parameter type. */
export type ValuesOf<P extends readonly ValueType[]> = { readonly [I in keyof P]: Value<P[I]> };

/** A function of the module, or an import, that can be called. */
export interface FunctionReference<P extends readonly ValueType[], R extends ValueType | undefined> {
  readonly parameters: P;
  readonly result: R;
  /** The code of a call. */
  code(values: ValuesOf<P>): Code;
}

/** The magic number and version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A shared memory must have a maximum: all of a 32-bit address space. */
export const MOST_PAGES = 65536;

interface Declared {
  readonly type: number;
  readonly body: Code;
}

/**
 * A WebAssembly module in the making: functions, imports and exports over one imported memory, in any order.
 * The format is that of the WebAssembly specification, section 5, "Binary Format".
 * @example
 * const module = new ModuleBuilder();
 * const twice = module.function(["f64"], "f64", (body, x) => body.return(f64.add(x, x)));
 * module.export("twice", twice);
 * const instance = new WebAssembly.Instance(new WebAssembly.Module(module.build()), { js: { memory } });
 */
export class ModuleBuilder {
  readonly #types: string[] = [];
  readonly #imports: { readonly name: string; readonly type: number }[] = [];
  readonly #functions: Declared[] = [];
  readonly #exports: { readonly name: string; readonly index: () => number }[] = [];
  readonly #indices: Map<unknown, () => number> = new Map();
  readonly #once: Map<unknown, unknown> = new Map();

  /** A function; its body is written at once. */
  function<const P extends readonly ValueType[], R extends ValueType | undefined>(
    parameters: P,
    result: R,
    write: (body: FunctionBody, ...locals: LocalsOf<P>) => void,
  ): FunctionReference<P, R> {
    const body = new FunctionBody(this, parameters);
    // a mapped tuple of locals, which `map` cannot express
    const locals = parameters.map((type, index) => body.parameter(index, type)) as unknown as LocalsOf<P>;
    write(body, ...locals);
    const position = this.#functions.push({ type: this.#typeIndex(parameters, result), body: body.finish() }) - 1;
    return this.#reference(parameters, result, () => this.#imports.length + position);
  }

  /** A function that the instance gets as `js.name`. Asked for twice, it is imported once. */
  import<const P extends readonly ValueType[], R extends ValueType | undefined>(
    name: string,
    parameters: P,
    result: R,
  ): FunctionReference<P, R> {
    const known = this.#imports.findIndex((other) => other.name === name);
    const type = this.#typeIndex(parameters, result);
    const index = known >= 0 ? known : this.#imports.push({ name, type }) - 1;
    return this.#reference(parameters, result, () => index);
  }

  /** What `make` made the first time it was given, so that a function that many need is in the module once. */
  once<T>(make: (module: ModuleBuilder) => T): T {
    if (!this.#once.has(make)) this.#once.set(make, make(this));
    return this.#once.get(make) as T; // what this key was set to, a line above or earlier
  }

  export(name: string, reference: FunctionReference<readonly ValueType[], ValueType | undefined>): void {
    this.#exports.push({ name, index: this.#indices.get(reference)! });
  }

  /** The module as bytes, for a memory of one thread or a shared one of the largest size. */
  build({ sharesMemory = false }: { readonly sharesMemory?: boolean } = {}): Uint8Array<ArrayBuffer> {
    const limits = sharesMemory ? [0x03, 0, ...unsigned(MOST_PAGES)] : [0x00, 0];
    const memory = [...text("js"), ...text("memory"), 0x02, ...limits];
    const imports = this.#imports.map(({ name, type }) => [...text("js"), ...text(name), 0x00, ...unsigned(type)]);
    const types = this.#types.map((signature) => signature.split(",").map(Number));
    const exports = this.#exports.map(({ name, index }) => [...text(name), 0x00, ...unsigned(index())]);
    const bodies = this.#functions.map(({ body }) => flatten(body));
    const sized = bodies.flatMap((bytes) => [unsigned(bytes.length), bytes]);
    const code = [unsigned(bodies.length), ...sized];
    return joined([
      HEADER,
      section(1, types),
      section(2, [memory, ...imports]),
      section(
        3,
        this.#functions.map(({ type }) => unsigned(type)),
      ),
      section(7, exports),
      [10, ...unsigned(code.reduce((length, part) => length + part.length, 0))],
      ...code,
    ]);
  }

  #reference<P extends readonly ValueType[], R extends ValueType | undefined>(
    parameters: P,
    result: R,
    index: () => number,
  ): FunctionReference<P, R> {
    const code = (values: ValuesOf<P>): Code => [values.map((value) => value.code), 0x10, () => unsigned(index())];
    const reference = { parameters, result, code };
    this.#indices.set(reference, index);
    return reference;
  }

  #typeIndex(parameters: readonly ValueType[], result: ValueType | undefined): number {
    const results = result ? [typeCodes[result]] : [];
    const codes = parameters.map((type) => typeCodes[type]);
    const signature = [0x60, ...unsigned(codes.length), ...codes, results.length, ...results].join();
    const known = this.#types.indexOf(signature);
    return known >= 0 ? known : this.#types.push(signature) - 1;
  }
}

/** Calls a function for its result. */
export const call = <const P extends readonly ValueType[], R extends ValueType>(
  callee: FunctionReference<P, R>,
  ...values: ValuesOf<P>
): Value<R> => ({ type: callee.result, code: callee.code(values) });

function section(id: number, items: readonly Code[]): number[] {
  const bytes = flatten(list(items));
  return [id, ...unsigned(bytes.length), ...bytes];
}
