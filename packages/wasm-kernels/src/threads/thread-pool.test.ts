import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import * as i32 from "../emitter/i32.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { webAssembly } from "../emitter/web-assembly.ts";
import { Heap } from "../memory/heap.ts";
import { shareWork } from "./share-work.ts";
import { type Segments, ThreadPool } from "./thread-pool.ts";

const WORDS = 1000;
const PARTS = 10;
const SHARE = WORDS / PARTS;

/**
 * Rounds in which each part adds, to each word of its own, what the last word of the next part was in the round before: wrong
 * as soon as a part is done too early, twice or not at all. The work of a part takes longer in some rounds.
 */
function ring(pool: ThreadPool, heap: Heap, rounds: number) {
  const data = heap.allocate(8 * WORDS, pool);
  new Int32Array(heap.memory.buffer, data, 2 * WORDS).fill(0);
  const helped = heap.allocate(4 * 16, pool);
  const module = new ModuleBuilder();
  const program = pool.newProgram(module);
  const perform = module.function(["i32", "i32", "i32"], undefined, (body, round, part, thread) => {
    const isOdd = body.let(i32.and(round, i32.const(1)));
    const from = body.let(i32.add(i32.const(data), i32.multiply(isOdd, i32.const(4 * WORDS))));
    const to = body.let(i32.add(i32.const(data), i32.multiply(i32.isZero(isOdd), i32.const(4 * WORDS))));
    const first = body.let(i32.multiply(part, i32.const(SHARE)));
    body.for(first, body.let(i32.add(first, i32.const(SHARE))), 1, (i) => {
      const next = i32.add(i, i32.const(SHARE));
      const place = i32.select(i32.less(next, i32.const(WORDS)), next, i32.subtract(next, i32.const(WORDS)));
      const old = i32.load(i32.add(from, i32.shiftLeft(place, i32.const(2))));
      body.do(i32.store(i32.add(to, i32.shiftLeft(i, i32.const(2))), i32.add(old, i32.const(1))));
    });
    const turns = body.let(i32.multiply(i32.and(i32.add(round, part), i32.const(7)), i32.const(100)));
    body.while(turns, () => body.set(turns, i32.subtract(turns, i32.const(1))));
    const place = body.let(i32.add(i32.const(helped), i32.shiftLeft(thread, i32.const(2))));
    body.do(i32.store(place, i32.add(i32.load(place), i32.const(1))));
  });
  const { share, help } = shareWork(module, perform, pool.control, program);
  const run = module.function(["i32"], undefined, (body, mayWait) =>
    body.for(i32.const(0), i32.const(rounds), 1, (round) => body.call(share, round, i32.const(PARTS), mayWait)),
  );
  module.export("segment0", run);
  module.export("help", help);
  const bytes = module.build({ sharesMemory: true });
  const { Instance, Module } = webAssembly();
  const instance = new Instance(new Module(bytes), { js: { memory: heap.memory } });
  const words = (): number[] => [...new Int32Array(heap.memory.buffer, data + 4 * WORDS * (rounds % 2), WORDS)];
  const partsOf = (thread: number): number => new Int32Array(heap.memory.buffer, helped, 16)[thread]!;
  return { program, owner: module, segments: instance.exports as unknown as Segments, bytes, words, partsOf };
}

const started = async (threads: number): Promise<{ heap: Heap; pool: ThreadPool }> => {
  const heap = new Heap(true);
  const pool = new ThreadPool(heap, threads);
  for (let i = 0; !pool.isReady; i++) {
    expect(i).toBeLessThan(1000);
    await setTimeout(20);
  }
  return { heap, pool };
};

test.each([2, 3])(
  "each part is done once, after the piece before it, by %i threads",
  { timeout: 60_000 },
  async (n) => {
    const { heap, pool } = await started(n);
    for (let k = 0; k < 5; k++) {
      const { program, owner, segments, bytes, words, partsOf } = ring(pool, heap, 501);
      for (let i = 1; i <= 4; i++) pool.run(program, segments, 0, bytes);
      // the last round of a run stands in the other half than the one before it, from which the next run goes on
      expect(new Set(words())).toEqual(new Set([3 * 500 + 501]));
      expect(Array.from({ length: n }, (_, thread) => partsOf(thread)).reduce((a, b) => a + b)).toBe(4 * 501 * PARTS);
      pool.forget(program, owner);
    }
  },
);

test("programs take turns, and workers that sleep come back", { timeout: 60_000 }, async () => {
  const { heap, pool } = await started(2);
  const [one, other] = [ring(pool, heap, 300), ring(pool, heap, 300)];
  let runs = 0;
  // workers help when they are awake: how soon that is depends on the machine
  while (one.partsOf(1) === 0 || other.partsOf(1) === 0) {
    expect(++runs).toBeLessThan(1000);
    for (const { program, segments, bytes } of [one, other]) pool.run(program, segments, 0, bytes);
    await setTimeout(runs % 2 === 0 ? 0 : 20);
  }
  for (const { words } of [one, other]) {
    const [first, ...others] = [...new Set(words())];
    expect(others).toEqual([]);
    // an even number of rounds, each run going on from the one before
    expect(first).toBe(300 * runs);
  }
});

test("what runs before the workers are there runs on one thread", () => {
  const heap = new Heap(true);
  const pool = new ThreadPool(heap, 3);
  expect(pool.isReady).toBe(false);
  const { program, segments, bytes, words, partsOf } = ring(pool, heap, 10);
  pool.run(program, segments, 0, bytes);
  expect(new Set(words())).toEqual(new Set([10]));
  expect(partsOf(0)).toBe(10 * PARTS);
});

test("a program that a worker cannot load leaves all work to this thread", { timeout: 60_000 }, async () => {
  const { heap, pool } = await started(2);
  const { program, segments, words } = ring(pool, heap, 10);
  pool.run(program, segments, 0, Uint8Array.of(1, 2, 3));
  expect(pool.isReady).toBe(false);
  expect(new Set(words())).toEqual(new Set([10]));
});
