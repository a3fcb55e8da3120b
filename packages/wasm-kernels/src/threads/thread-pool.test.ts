import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import * as i32 from "../emitter/i32.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { webAssembly } from "../emitter/web-assembly.ts";
import { Heap } from "../memory/heap.ts";
import { barrier } from "./barrier.ts";
import { type Segments, ThreadPool } from "./thread-pool.ts";

const WORDS = 1000;

/**
 * Rounds in which each thread adds, to each word of its part, what the last word of the part of the next thread was in the
 * round before: wrong as soon as one is late or early.
 */
function ring(pool: ThreadPool, heap: Heap, rounds: number) {
  const data = heap.allocate(8 * WORDS, pool);
  new Int32Array(heap.memory.buffer, data, 2 * WORDS).fill(0);
  const module = new ModuleBuilder();
  const wait = barrier(module, pool.control);
  const run = module.function(["i32", "i32", "i32"], undefined, (body, thread, threads, mayWait) => {
    const share = body.let(i32.divideUnsigned(i32.const(WORDS), threads));
    body.for(i32.const(0), i32.const(rounds), 1, (round) => {
      const isOdd = body.let(i32.and(round, i32.const(1)));
      const from = body.let(i32.add(i32.const(data), i32.multiply(isOdd, i32.const(4 * WORDS))));
      const to = body.let(i32.add(i32.const(data), i32.multiply(i32.isZero(isOdd), i32.const(4 * WORDS))));
      const first = body.let(i32.multiply(thread, share));
      body.for(first, body.let(i32.add(first, share)), 1, (i) => {
        const next = i32.add(i, share);
        const place = i32.select(i32.less(next, i32.const(WORDS)), next, i32.subtract(next, i32.const(WORDS)));
        const old = i32.load(i32.add(from, i32.shiftLeft(place, i32.const(2))));
        body.do(i32.store(i32.add(to, i32.shiftLeft(i, i32.const(2))), i32.add(old, i32.const(1))));
      });
      body.call(wait, threads, mayWait);
    });
  });
  module.export("segment0", run);
  const bytes = module.build({ sharesMemory: true });
  const { Instance, Module } = webAssembly();
  const instance = new Instance(new Module(bytes), { js: { memory: heap.memory } });
  const words = (): number[] => [...new Int32Array(heap.memory.buffer, data + 4 * WORDS * (rounds % 2), WORDS)];
  return { segments: instance.exports as unknown as Segments, bytes, words };
}

test("threads wait for each other at each barrier, and programs come and go", { timeout: 60_000 }, async () => {
  const heap = new Heap(true);
  const pool = new ThreadPool(heap, 2);
  for (let i = 0; !pool.isReady; i++) {
    expect(i).toBeLessThan(1000);
    await setTimeout(20);
  }
  for (let k = 0; k < 5; k++) {
    const owner = {};
    const program = pool.newProgram(owner);
    const { segments, bytes, words } = ring(pool, heap, 501);
    for (let i = 1; i <= 4; i++) pool.run(program, segments, 0, bytes);
    // the last round of a run stands in the other half than the one before it, from which the next run goes on
    expect(new Set(words())).toEqual(new Set([3 * 500 + 501]));
    pool.forget(program);
    expect(owner).toBeDefined();
  }
});

test("what runs before the workers are there runs on one thread", () => {
  const heap = new Heap(true);
  const pool = new ThreadPool(heap, 3);
  expect(pool.isReady).toBe(false);
  const { segments, bytes, words } = ring(pool, heap, 10);
  pool.run(pool.newProgram(pool), segments, 0, bytes);
  expect(new Set(words())).toEqual(new Set([10]));
});

test("a program that a worker cannot load leaves all work to this thread", { timeout: 60_000 }, async () => {
  const heap = new Heap(true);
  const pool = new ThreadPool(heap, 2);
  while (!pool.isReady) await setTimeout(20);
  const { segments, words } = ring(pool, heap, 10);
  pool.run(pool.newProgram(pool), segments, 0, Uint8Array.of(1, 2, 3));
  expect(pool.isReady).toBe(false);
  expect(new Set(words())).toEqual(new Set([10]));
});
