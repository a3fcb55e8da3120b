import { bytes, type Code, list, unsigned } from "./encode.ts";
import * as i32 from "./i32.ts";
import type { FunctionReference, ModuleBuilder, ValuesOf } from "./module-builder.ts";
import { type Local, type Statement, typeCodes, type Value, type ValueType } from "./value.ts";

// control flow, whose blocks leave nothing
const LOOP = "\x03\x40";
const IF = "\x04\x40";
const ELSE = "\x05";
const END = "\x0b";
const BRANCH_IF = "\x0d";
const RETURN = "\x0f";

/**
 * Writes the code of one function, statement by statement. Control flow takes callbacks that write its blocks; locals
 * made in a block are free for others after it.
 * @example body.for(pointer, end, 16, (at) => body.do(v128.store(at, f32x4.negate(v128.load(at)))));
 */
export class FunctionBody {
  /** The module that the function is in: other functions and imports are reached through it. */
  readonly module: ModuleBuilder;
  readonly #types: ValueType[];
  readonly #parameters: number;
  readonly #free: Record<ValueType, number[]> = { i32: [], f32: [], f64: [], v128: [] };
  #inBlock: Local[] = [];
  #code: Code = "";

  constructor(module: ModuleBuilder, parameters: readonly ValueType[]) {
    this.module = module;
    this.#types = [...parameters];
    this.#parameters = parameters.length;
  }

  /** A parameter as a local. */
  parameter<T extends ValueType>(index: number, type: T): Local<T> {
    return { type, index, code: bytes(0x20) + unsigned(index) };
  }

  /** A new local. What it holds before it is set is undefined: an earlier block may have used it. */
  local<T extends ValueType>(type: T): Local<T> {
    const index = this.#free[type].pop() ?? this.#types.push(type) - 1;
    const local = this.parameter(index, type);
    this.#inBlock.push(local);
    return local;
  }

  /** A new local that holds the value. */
  let<T extends ValueType>(value: Value<T>): Local<T> {
    const local = this.local(value.type);
    this.set(local, value);
    return local;
  }

  set<T extends ValueType>(local: Local<T>, value: Value<T>): void {
    this.#code += value.code + bytes(0x21) + unsigned(local.index);
  }

  /** Carries out a statement. */
  do(statement: Statement): void {
    this.#code += statement.code;
  }

  if(condition: Value<"i32">, then: () => void, otherwise?: () => void): void {
    const [yes, no] = [this.#block(then), otherwise ? ELSE + this.#block(otherwise) : ""];
    this.#code += condition.code + IF + yes + no + END;
  }

  /** Repeats while the condition, asked before each turn, is not 0. */
  while(condition: Value<"i32">, turn: () => void): void {
    // the question stands at the end of the loop too: one branch a turn
    const again = condition.code + BRANCH_IF + bytes(0);
    const loop = LOOP + this.#block(turn) + again + END;
    this.#code += condition.code + IF + loop + END;
  }

  /** Counts from `from` in steps while below `end` (unsigned); `end` is evaluated at each turn: a local or a constant. */
  for(from: Value<"i32">, end: Value<"i32">, step: Value<"i32"> | number, turn: (at: Local<"i32">) => void): void {
    const at = this.let(from);
    const stride = typeof step === "number" ? i32.const(step) : step;
    this.while(i32.lessUnsigned(at, end), () => {
      turn(at);
      this.set(at, i32.add(at, stride));
    });
  }

  /** Ends the function, with its result where it has one. */
  return(value?: Value): void {
    this.#code += (value?.code ?? "") + RETURN;
  }

  /** Calls a function that has no result. */
  call<const P extends readonly ValueType[]>(callee: FunctionReference<P, undefined>, ...values: ValuesOf<P>): void {
    this.do({ type: "none", code: callee.code(values) });
  }

  /** The code with its locals, as it stands in a module. */
  finish(): Code {
    const locals = this.#types.slice(this.#parameters).map((type) => bytes(1) + typeCodes[type]);
    return list(locals) + this.#code + END;
  }

  #block(write: () => void): Code {
    const [outerCode, outerLocals] = [this.#code, this.#inBlock];
    [this.#code, this.#inBlock] = ["", []];
    write();
    const code = this.#code;
    for (const local of this.#inBlock) this.#free[local.type].push(local.index);
    [this.#code, this.#inBlock] = [outerCode, outerLocals];
    return code;
  }
}
