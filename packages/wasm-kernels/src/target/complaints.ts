import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";

/** Bytes of memory in which code leaves the number of its complaint, and the value that it is about. */
export const COMPLAINT_BYTES = 16;

/** What code can find wrong with the values that it gets: it goes on, and the program throws once the code has run. */
export class Complaints {
  readonly #errors: ((value: number) => Error)[] = [];

  /** Writes code that complains about a value, to the memory at `place`. */
  about(place: number, errorOf: (value: number) => Error): (body: FunctionBody, value: Value<"i32">) => void {
    const number = this.#errors.push(errorOf);
    return (body, value) =>
      body.if(i32.isZero(i32.load(i32.const(place))), () => {
        body.do(i32.store(i32.const(place), value, 4));
        body.do(i32.store(i32.const(place), i32.const(number)));
      });
  }

  /** Throws the error of the first complaint in memory, if there is one, and forgets it. */
  raise(words: Int32Array): void {
    const errorOf = this.#errors[words[0]! - 1];
    words[0] = 0;
    if (errorOf) throw errorOf(words[1]!);
  }
}
