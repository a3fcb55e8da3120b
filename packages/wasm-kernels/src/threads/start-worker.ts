import { workerSource } from "./worker-source.ts";

// what is used of Node.js and of pages, whose types are not among those of this package
interface Port {
  postMessage(message: unknown): void;
  unref?(): void;
  terminate(): unknown;
}
interface NodeProcess {
  getBuiltinModule?(name: string): {
    readonly Worker: new (source: string, options: object) => Port;
    availableParallelism(): number;
  };
}
declare const process: NodeProcess | undefined;
declare const navigator: { readonly hardwareConcurrency?: number } | undefined;
declare const Worker: (new (address: string) => Port) | undefined;
declare const Blob: new (parts: readonly string[], options: object) => object;
declare const URL: { createObjectURL(blob: object): string; revokeObjectURL(address: string): void };
declare const document: object | undefined;

const ofNode = (name: string): ReturnType<NonNullable<NodeProcess["getBuiltinModule"]>> | undefined =>
  typeof process === "object" ? process.getBuiltinModule?.(name) : undefined;

/** How many threads run at the same time on this machine, as far as it says. */
export const availableThreads = (): number =>
  ofNode("node:os")?.availableParallelism() ??
  (typeof navigator === "object" ? navigator.hardwareConcurrency : undefined) ??
  1;

/** May this thread sleep until another one wakes it? The main one of a page may not. */
export const mayWait = (): boolean => typeof document === "undefined";

/**
 * Starts a worker with a first message. It does not keep the process alive. undefined where there are none, or where a
 * content security policy (`worker-src blob:`) forbids them.
 */
export function startWorker(message: unknown): Port | undefined {
  try {
    const worker = newWorker();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker?.postMessage(message);
    worker?.unref?.();
    return worker;
  } catch {
    return undefined;
  }
}

function newWorker(): Port | undefined {
  const node = ofNode("node:worker_threads");
  if (node) return new node.Worker(workerSource, { eval: true, execArgv: [] });
  if (typeof Worker === "undefined") return undefined;
  const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  return new Worker(address);
}
