import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** What code can find wrong with the values that it gets: it goes on, and the program throws once the code has run. */
export class Complaints {
  readonly #memory: ProgramMemory;
  /** Where code leaves the number of the first complaint, and the value that it is about. */
  readonly #place: number;
  readonly #errors: ((value: number) => Error)[] = [];

  constructor(memory: ProgramMemory) {
    this.#memory = memory;
    this.#place = memory.reserve(8);
    this.#words().fill(0);
  }

  /** Writes code that complains about a value. */
  about(errorOf: (value: number) => Error): (body: FunctionBody, value: Value<"i32">) => void {
    const number = this.#errors.push(errorOf);
    const place = i32.const(this.#place);
    return (body, value) =>
      body.if(i32.isZero(i32.load(place)), () => {
        body.do(i32.store(place, value, 4));
        body.do(i32.store(place, i32.const(number)));
      });
  }

  /** Throws the error of the first complaint, if there is one, and forgets it. */
  raise(): void {
    const words = this.#words();
    const errorOf = this.#errors[words[0]! - 1];
    words[0] = 0;
    if (errorOf) throw errorOf(words[1]!);
  }

  #words(): Int32Array {
    return new Int32Array(this.#memory.memory.buffer, this.#place, 2);
  }
}
