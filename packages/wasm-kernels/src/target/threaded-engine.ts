import type { Group, ProgramPlan } from "@adjoint/compile";
import { instantiate } from "../emitter/instantiate.ts";
import { mathImports } from "../math/math-imports.ts";
import { Heap } from "../memory/heap.ts";
import { ThreadPool } from "../threads/thread-pool.ts";
import type { CompiledStep } from "./compiled-step.ts";
import type { Engine, LinkedProgram } from "./engine.ts";
import type { ProgramMemory } from "./program-memory.ts";
import { type Range, type SharedStep, sharedSequences } from "./shared-sequence.ts";
import { costOf } from "./step-cost.ts";
import type { Action } from "./wasm-program.ts";

export interface ThreadedEngine extends Engine {
  readonly pool: ThreadPool;
}

/** By their number of threads. */
const engines = new Map<number, ThreadedEngine>();

/** The engine for all programs on so many threads, more than one; made with the first of them. */
export function threadedEngine(threads: number): ThreadedEngine {
  const known = engines.get(threads);
  if (known) return known;
  const heap = new Heap(true);
  const pool = new ThreadPool(heap, threads);
  const engine: ThreadedEngine = { heap, pool, threads, link: (program, sequences) => link(program, sequences, pool) };
  engines.set(threads, engine);
  return engine;
}

function link(
  { graph, plan, memory, module }: LinkedProgram,
  sequences: readonly (readonly CompiledStep[])[],
  pool: ThreadPool,
): Action[] {
  const shared = (step: CompiledStep): SharedStep => ({
    ...step,
    ...rangesOf(step.group, plan, memory),
    cost: costOf(graph, step.group),
  });
  const { threads, control } = pool;
  const program = pool.newProgram(memory);
  memory.onFree(() => pool.forget(program, memory));
  const sharedSteps = sequences.map((steps) => steps.map(shared));
  sharedSequences(module, sharedSteps, { threads, control, words: program });
  const bytes = module.build({ sharesMemory: true });
  const instance = instantiate(bytes, memory.memory, mathImports);
  return sequences.map((_, i) => () => pool.run(program, instance, i, bytes));
}

/** What a step reads and writes of the program's memory. */
function rangesOf(
  { nodes }: Group,
  { passing, layouts, slots }: ProgramPlan,
  memory: ProgramMemory,
): Pick<SharedStep, "reads" | "writes"> {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.filter((value) => !made.has(value))));
  // a constant is only read, and in nobody's way
  const rangesIn = (values: Iterable<number>): Range[] =>
    [...values].flatMap((value) => {
      const slot = slots.get(layouts[value]!.buffer);
      if (!slot) return [];
      const start = memory.addressOf(value);
      return [{ start, end: start + slot.bytes }];
    });
  return { reads: rangesIn(read), writes: rangesIn([...made].filter((value) => !passing.has(value))) };
}
