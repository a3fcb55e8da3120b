import { bytes, bytesOf, type Code, functionAt, list, sized, unsigned, withIndices } from "./encode.ts";
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
const HEADER = "\0asm\x01\0\0\0";

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
  readonly #types: Code[] = [];
  readonly #imports: { readonly name: string; readonly type: number }[] = [];
  readonly #functions: Declared[] = [];
  readonly #exports: Code[] = [];
  readonly #indices: Map<unknown, Code> = new Map();
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
    return this.#reference(parameters, result, functionAt(position));
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
    return this.#reference(parameters, result, unsigned(index));
  }

  /** What was made for the key the first time it was given, so that a function that many need is in the module once. */
  once<T>(make: (module: ModuleBuilder) => T, key: unknown = make): T {
    if (!this.#once.has(key)) this.#once.set(key, make(this));
    return this.#once.get(key) as T; // what this key was set to, a line above or earlier
  }

  export(name: string, reference: FunctionReference<readonly ValueType[], ValueType | undefined>): void {
    this.#exports.push(sized(name) + bytes(0x00) + this.#indices.get(reference)!);
  }

  /** The module as bytes, for a memory of one thread or a shared one of the largest size. */
  build({ sharesMemory = false }: { readonly sharesMemory?: boolean } = {}): Uint8Array<ArrayBuffer> {
    const limits = sharesMemory ? bytes(0x03, 0) + unsigned(MOST_PAGES) : bytes(0x00, 0);
    const memory = sized("js") + sized("memory") + bytes(0x02) + limits;
    const imports = this.#imports.map(({ name, type }) => sized("js") + sized(name) + bytes(0x00) + unsigned(type));
    const types = this.#functions.map(({ type }) => unsigned(type));
    const resolved = (code: Code): Code => withIndices(code, this.#imports.length);
    const bodies = this.#functions.map(({ body }) => sized(resolved(body)));
    return bytesOf(
      HEADER +
        section(1, this.#types) +
        section(2, [memory, ...imports]) +
        section(3, types) +
        section(7, this.#exports.map(resolved)) +
        section(10, bodies),
    );
  }

  #reference<P extends readonly ValueType[], R extends ValueType | undefined>(
    parameters: P,
    result: R,
    index: Code,
  ): FunctionReference<P, R> {
    const code = (values: ValuesOf<P>): Code => values.map((value) => value.code).join("") + bytes(0x10) + index;
    const reference = { parameters, result, code };
    this.#indices.set(reference, index);
    return reference;
  }

  #typeIndex(parameters: readonly ValueType[], result: ValueType | undefined): number {
    const results = result ? [typeCodes[result]] : [];
    const signature = bytes(0x60) + list(parameters.map((type) => typeCodes[type])) + list(results);
    const known = this.#types.indexOf(signature);
    return known >= 0 ? known : this.#types.push(signature) - 1;
  }
}

/** Calls a function for its result. */
export const call = <const P extends readonly ValueType[], R extends ValueType>(
  callee: FunctionReference<P, R>,
  ...values: ValuesOf<P>
): Value<R> => ({ type: callee.result, code: callee.code(values) });

const section = (id: number, items: readonly Code[]): Code => bytes(id) + sized(list(items));
