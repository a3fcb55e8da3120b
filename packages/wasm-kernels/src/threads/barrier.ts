import * as atomics from "../emitter/atomics.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import { controlWords } from "./control-words.ts";

/** Looks at the word so often before it sleeps: some tens of microseconds, more than two threads usually differ. */
const SPINS = 10_000;

/** A function (threads, mayWait) that returns when so many threads have called it. `mayWait`: this thread may sleep. */
export const barrier = (
  module: ModuleBuilder,
  control: number,
): FunctionReference<readonly ["i32", "i32"], undefined> =>
  module.function(["i32", "i32"], undefined, (body: FunctionBody, threads, mayWait) => {
    const base = i32.const(control);
    const [arrived, generation] = [4 * controlWords.arrived, 4 * controlWords.generation];
    body.if(i32.lessUnsigned(threads, i32.const(2)), () => body.return());
    const now = body.let(atomics.load(base, generation));
    const before = atomics.add(base, i32.const(1), arrived);
    body.if(i32.equal(before, i32.subtract(threads, i32.const(1))), () => {
      body.do(atomics.store(base, i32.const(0), arrived));
      body.let(atomics.add(base, i32.const(1), generation));
      body.let(atomics.notify(base, i32.const(-1), generation));
      body.return();
    });
    const spins = body.let(i32.const(SPINS));
    body.while(i32.equal(atomics.load(base, generation), now), () => {
      body.if(
        i32.and(i32.isZero(spins), mayWait),
        () => body.let(atomics.wait(base, now, generation)),
        () => body.set(spins, i32.subtract(spins, i32.notEqual(spins, i32.const(0)))),
      );
    });
  });
