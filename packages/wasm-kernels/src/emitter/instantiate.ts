import type { ModuleBuilder } from "./module-builder.ts";
import { type Memory, webAssembly } from "./web-assembly.ts";

/** What kernels may import: functions of numbers. */
export type Imports = Readonly<Record<string, (x: number, y: number) => number>>;
/** An exported kernel: pointers and sizes in, at most a number out. */
export type Exported = (...values: number[]) => number;

/**
 * Compiles a module, as such or as the bytes that it was built to, and binds it to a memory, at once: no fetch, no Promise, no eval. Under a content security policy
 * `script-src` must hold `'wasm-unsafe-eval'`.
 */
export function instantiate(
  source: ModuleBuilder | Uint8Array<ArrayBuffer>,
  memory: Memory,
  imports: Imports = {},
): Readonly<Record<string, Exported>> {
  const { Module, Instance } = webAssembly();
  const bytes = source instanceof Uint8Array ? source : source.build();
  const instance = new Instance(new Module(bytes), { js: { ...imports, memory } });
  return instance.exports as Readonly<Record<string, Exported>>; // a ModuleBuilder exports nothing but functions
}
