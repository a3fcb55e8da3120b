/** A linear memory, as far as it is used here. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 65,536 bytes. Earlier buffers are detached, or where the memory is shared stay as long as they were. */
  grow(pages: number): number;
}

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WebAssemblyNamespace {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => Instance;
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => Memory;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

declare const WebAssembly: WebAssemblyNamespace;

/** The global `WebAssembly` with the types of what is used of it, so that no library of the DOM is needed. */
export const webAssembly = (): WebAssemblyNamespace => WebAssembly;
