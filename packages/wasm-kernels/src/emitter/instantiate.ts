import type { ModuleBuilder } from "./module-builder.ts";
import { type Memory, webAssembly } from "./web-assembly.ts";

/** What kernels may import: functions of numbers. */
export type Imports = Readonly<Record<string, (x: number, y: number) => number>>;
/** An exported kernel: pointers and sizes in, at most a number out. */
export type Exported = (...values: number[]) => number;

/**
 * Compiles a module and binds it to a memory, at once: no fetch, no Promise, no eval. Under a content security policy
 * `script-src` must hold `'wasm-unsafe-eval'`.
 */
export function instantiate(
  builder: ModuleBuilder,
  memory: Memory,
  imports: Imports = {},
): Readonly<Record<string, Exported>> {
  const { Module, Instance } = webAssembly();
  const instance = new Instance(new Module(builder.build()), { js: { ...imports, memory } });
  return instance.exports as Readonly<Record<string, Exported>>; // a ModuleBuilder exports nothing but functions
}
