/** What is used of WebAssembly, which the compiler declares only for browsers. */
interface Engine {
  validate(code: Uint8Array): boolean;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: { run(times: number): void; readonly memory: { readonly buffer: ArrayBuffer } } };
}

/** It runs the modules that `moduleOf` makes. */
export const engine: Engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
