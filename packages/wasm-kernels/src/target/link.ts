import type { Group, ProgramPlan } from "@adjoint/compile";
import { instantiate } from "../emitter/instantiate.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import { mathImports } from "../math/math-imports.ts";
import type { ThreadPool } from "../threads/thread-pool.ts";
import type { ProgramMemory } from "./program-memory.ts";
import { type CompiledStep, type Part, plainSegment, type Range, segment } from "./segments.ts";
import type { Action } from "./wasm-program.ts";

/** Compiles the parts of a program that are code, and gives for the number of each what runs it. */
export function linked(
  module: ModuleBuilder,
  parts: readonly Part[],
  memory: ProgramMemory,
  pool: ThreadPool | undefined,
): (part: number) => Action {
  parts.forEach((part, i) => {
    if (!("compiled" in part)) return;
    if (pool) segment(module, `segment${i}`, part.compiled, pool.control);
    else plainSegment(module, `segment${i}`, part.compiled);
  });
  const bytes = module.build({ sharesMemory: pool !== undefined });
  const instance = instantiate(bytes, memory.memory, mathImports);
  if (!pool) return (part) => instance[`segment${part}`] as Action;
  const program = pool.newProgram(memory);
  memory.onFree(() => pool.forget(program));
  return (part) => () => pool.run(program, instance, part, bytes);
}

/** What a step reads and writes of the program's memory. */
export function rangesOf(
  { nodes }: Group,
  { passing }: ProgramPlan,
  memory: ProgramMemory,
): Pick<CompiledStep, "reads" | "writes"> {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.filter((value) => !made.has(value))));
  const rangesIn = (values: Iterable<number>): Range[] => [...values].flatMap((value) => memory.rangeOf(value) ?? []);
  return { reads: rangesIn(read), writes: rangesIn([...made].filter((value) => !passing.has(value))) };
}
