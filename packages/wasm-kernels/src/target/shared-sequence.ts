import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value } from "../emitter/value.ts";
import { barrier } from "../threads/barrier.ts";
import { type Call, type CompiledStep, callOf, partsOf } from "./compiled-step.ts";

/** A part of the memory, from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A step with what it reads and writes, and about how many microseconds it takes. */
export interface SharedStep extends CompiledStep {
  readonly cost: number;
  readonly reads: readonly Range[];
  readonly writes: readonly Range[];
}

/** A step that takes less is done by one thread: sharing it would take as long. In microseconds. */
const WORTH_SHARING = 8;

/**
 * Exports a function `name` that does steps one after the other: with the parameters (thread, threads, mayWait), of which
 * each thread does its part. They wait for each other where a step needs what another thread may be at.
 */
export function sharedSequence(
  module: ModuleBuilder,
  name: string,
  steps: readonly SharedStep[],
  control: number,
): void {
  const calls = steps.map((step) => callOf(module, step));
  const wait = module.once(sharedBarrier(control));
  const since = new Touched();
  const run = module.function(["i32", "i32", "i32"], undefined, (body, thread, threads, mayWait) => {
    for (const [i, step] of steps.entries()) {
      const isShared = partsOf(step) > 1 && step.cost >= WORTH_SHARING;
      if (since.conflictsWith(step, isShared)) {
        body.call(wait, threads, mayWait);
        since.clear();
      }
      since.add(step, isShared);
      if (isShared) shareParts(body, calls[i]!, partsOf(step), thread, threads);
      else body.if(i32.isZero(thread), () => calls[i]!(body, i32.const(0), i32.const(partsOf(step)), thread));
    }
    body.call(wait, threads, mayWait);
  });
  module.export(name, run);
}

type I = Value<"i32">;

/** As many parts for each thread, one more or less. */
function shareParts(body: FunctionBody, call: Call, parts: number, thread: Local<"i32">, threads: Local<"i32">): void {
  const bound = (index: I): I => i32.divideUnsigned(i32.multiply(i32.const(parts), index), threads);
  call(body, body.let(bound(thread)), body.let(bound(i32.add(thread, i32.const(1)))), thread);
}

/** One for each module and control block. */
const barriers = new Map<number, (module: ModuleBuilder) => ReturnType<typeof barrier>>();
function sharedBarrier(control: number): (module: ModuleBuilder) => ReturnType<typeof barrier> {
  const make = barriers.get(control) ?? ((module: ModuleBuilder) => barrier(module, control));
  barriers.set(control, make);
  return make;
}

/** What was read and written since all threads last waited for each other. */
class Touched {
  /** By the first thread alone, which keeps its own order. */
  readonly #alone: { reads: Range[]; writes: Range[] } = { reads: [], writes: [] };
  readonly #shared: { reads: Range[]; writes: Range[] } = { reads: [], writes: [] };

  conflictsWith({ reads, writes }: SharedStep, isShared: boolean): boolean {
    return (isShared ? [this.#alone, this.#shared] : [this.#shared]).some(
      (earlier) => overlap(reads, earlier.writes) || overlap(writes, earlier.writes) || overlap(writes, earlier.reads),
    );
  }

  add({ reads, writes }: SharedStep, isShared: boolean): void {
    const home = isShared ? this.#shared : this.#alone;
    home.reads.push(...reads);
    home.writes.push(...writes);
  }

  clear(): void {
    for (const { reads, writes } of [this.#alone, this.#shared]) {
      reads.length = 0;
      writes.length = 0;
    }
  }
}

const overlap = (some: readonly Range[], others: readonly Range[]): boolean =>
  some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));
