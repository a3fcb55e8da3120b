import type { Graph, ProgramPlan } from "@adjoint/compile";
import * as i32 from "../emitter/i32.ts";
import { instantiate } from "../emitter/instantiate.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import { mathImports } from "../math/math-imports.ts";
import { Heap } from "../memory/heap.ts";
import { type CompiledStep, callOf } from "./compiled-step.ts";
import type { ProgramMemory } from "./program-memory.ts";
import type { Action } from "./wasm-program.ts";

/** A program, as far as what it runs on needs to know it. */
export interface LinkedProgram {
  readonly graph: Graph;
  readonly plan: ProgramPlan;
  readonly memory: ProgramMemory;
  readonly module: ModuleBuilder;
}

/** What programs run on: a memory, and the threads that share it. */
export interface Engine {
  readonly heap: Heap;
  readonly threads: number;
  /** Compiles sequences of steps of one program, and gives for each what runs it. */
  link(program: LinkedProgram, sequences: readonly (readonly CompiledStep[])[]): Action[];
}

let engine: Engine | undefined;

/** One thread. An environment has room for few memories, but a memory for many programs: it is the same for all. */
export function plainEngine(): Engine {
  engine ??= { heap: new Heap(), threads: 1, link };
  return engine;
}

function link({ module, memory }: LinkedProgram, sequences: readonly (readonly CompiledStep[])[]): Action[] {
  for (const [i, steps] of sequences.entries()) {
    const calls = steps.map((step) => callOf(module, step));
    const run = module.function([], undefined, (body) => {
      for (const [k, call] of calls.entries()) call(body, i32.const(0), i32.const(steps[k]!.code.parts), i32.const(0));
    });
    module.export(`sequence${i}`, run);
  }
  const instance = instantiate(module, memory.memory, mathImports);
  return sequences.map((_, i) => instance[`sequence${i}`] as Action); // exported above, without parameters
}
