import * as atomics from "../emitter/atomics.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { controlWords, workWords } from "./control-words.ts";

/** Looks at a word so often before it sleeps: longer than a program takes to begin its next run. */
const SPINS = 200_000;

/** A function (piece, part, thread) that does a part of a piece of work. */
export type Perform = FunctionReference<readonly ["i32", "i32", "i32"], undefined>;

export interface WorkSharing {
  /** A function (piece, parts, mayWait): does all parts of a piece, with whoever helps. `mayWait`: this thread may sleep. */
  readonly share: FunctionReference<readonly ["i32", "i32", "i32"], undefined>;
  /** A function (thread, job): helps with each piece until the job of the pool is another one. */
  readonly help: FunctionReference<readonly ["i32", "i32"], undefined>;
}

const [OPEN, PIECE, DONE] = [4 * workWords.open, 4 * workWords.piece, 4 * workWords.done];
const [JOB, SLEEPING] = [4 * controlWords.job, 4 * controlWords.sleeping];
const one = i32.const(1);

/**
 * How threads share work: who is free takes the next part. A thread that is late, or whose core does something else, is
 * waited for only while it holds a part. `control` and `words` say where the words of the pool and of the program are.
 */
export function shareWork(module: ModuleBuilder, perform: Perform, control: number, words: number): WorkSharing {
  const [pool, base] = [i32.const(control), i32.const(words)];
  const takeParts = module.function(["i32"], undefined, (body, thread) => {
    const left = body.let(atomics.load(base, OPEN));
    body.while(left, () => {
      const next = body.let(i32.subtract(left, one));
      const before = body.let(atomics.compareExchange(base, left, next, OPEN));
      body.if(i32.equal(before, left), () => {
        // whose part it is stays as it is until the part is done
        body.call(perform, atomics.load(base, PIECE), next, thread);
        body.let(atomics.add(base, one, DONE));
        body.if(thread, () => body.let(atomics.notify(base, one, DONE)));
      });
      body.set(left, atomics.load(base, OPEN));
    });
  });
  const share = module.function(["i32", "i32", "i32"], undefined, (body, piece, parts, mayWait) => {
    body.do(atomics.store(base, i32.const(0), DONE));
    body.do(atomics.store(base, piece, PIECE));
    body.do(atomics.store(base, parts, OPEN));
    body.if(atomics.load(pool, SLEEPING), () => body.let(atomics.notify(pool, i32.const(-1), JOB)));
    body.call(takeParts, i32.const(0));
    const spins = body.let(i32.const(SPINS));
    const done = body.let(atomics.load(base, DONE));
    body.while(i32.notEqual(done, parts), () => {
      body.if(
        i32.and(i32.isZero(spins), mayWait),
        () => body.let(atomics.wait(base, done, DONE)),
        () => countDown(body, spins),
      );
      body.set(done, atomics.load(base, DONE));
    });
  });
  const help = module.function(["i32", "i32"], undefined, (body, thread, job) => {
    const spins = body.let(i32.const(SPINS));
    const startOver = (): void => body.set(spins, i32.const(SPINS));
    const sleep = (): void => {
      body.let(atomics.add(pool, one, SLEEPING));
      // what was opened before this thread was seen to sleep
      body.if(i32.isZero(atomics.load(base, OPEN)), () => body.let(atomics.wait(pool, job, JOB)));
      body.let(atomics.add(pool, i32.const(-1), SLEEPING));
      startOver();
    };
    const idle = (): void => body.if(spins, () => countDown(body, spins), sleep);
    const work = (): void => {
      body.call(takeParts, thread);
      startOver();
    };
    body.while(i32.equal(atomics.load(pool, JOB), job), () => body.if(atomics.load(base, OPEN), work, idle));
  });
  return { share, help };
}

/** By one, to 0. */
const countDown = (body: FunctionBody, count: Local<"i32">): void =>
  body.set(count, i32.subtract(count, i32.notEqual(count, i32.const(0))));
