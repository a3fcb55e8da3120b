// What a page or a worker runs: opens devices and runs cases by name.
import { compile } from "@adjoint/compile";
import { add, ones } from "@adjoint/tensor";
import type { BackendName } from "../backends/backend.ts";
import type { GpuDevice } from "../gpu-device.ts";
import { loadGpuJs } from "../gpu-js/gpu-js.ts";
import { gpuDevice } from "../gpu-js/internals.ts";
import { openDevice } from "../open-device.ts";
import { gpuTarget } from "../target/gpu-target.ts";
import { conformance } from "./conformance.ts";
import { countDeviceObjects } from "./device-objects.ts";
import { type Alive, comeAndGo, computeLarge, trainLong } from "./endurance-cases.ts";
import { expectClose } from "./expect-close.ts";

/** Of the platform, whose types are not among those here. */
interface Port {
  postMessage(message: unknown): void;
  addEventListener(name: "message" | "error", listener: (event: { readonly data: unknown }) => void): void;
}
declare const Worker: new (address: string, options: { readonly type: "module" }) => Port & { terminate(): void };
declare const document: object | undefined;
declare const self: Port;

const devices = new Map<BackendName, Promise<GpuDevice>>();

/** The text of an error, or undefined. */
type Outcome = string | undefined;

async function outcomeOf(work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
}

/** Runs a case on a backend. */
const runCase = (backend: BackendName, name: string): Promise<Outcome> =>
  outcomeOf(async () => {
    let device = devices.get(backend);
    if (!device) devices.set(backend, (device = openDevice({ prefer: [backend] })));
    await conformance.find((one) => one.name === name)!.run(await device);
  });

/** Runs a case in a worker of its own. */
function runCaseInWorker(backend: BackendName, name: string): Promise<Outcome> {
  const worker = new Worker("/module.js", { type: "module" });
  const outcome = new Promise<Outcome>((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(data as Outcome)); // a worker sends nothing else
    worker.addEventListener("error", () => resolve("the worker did not start"));
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  worker.postMessage([backend, name]);
  return outcome.finally(() => worker.terminate());
}

/** Opens devices, uses and disposes of each. */
const openMany = (backend: BackendName, count: number): Promise<Outcome> =>
  outcomeOf(async () => {
    for (let k = 0; k < count; k++) {
      const device = await openDevice({ prefer: [backend] });
      await expectClose(
        compile(add, { target: gpuTarget(device) })(ones([k + 1]), ones([k + 1])),
        add(ones([k + 1]), 1),
        0,
      );
      device.dispose();
    }
  });

type Endurance = "trainLong" | "comeAndGo" | "computeLarge";
const endurance: Readonly<Record<Endurance, (device: GpuDevice, count: number, alive: Alive) => Promise<void>>> = {
  trainLong,
  comeAndGo,
  computeLarge,
};
const aliveOnDevices = countDeviceObjects();

/** Runs one of the cases that go on for long. */
const endure = (backend: BackendName, name: Endurance, count: number): Promise<Outcome> =>
  outcomeOf(async () => {
    const device = await openDevice({ prefer: [backend] });
    const alive = (): Readonly<Record<string, number>> => ({ ...aliveOnDevices(), arrays: device.liveArrays });
    await endurance[name](device, count, alive);
    device.dispose();
  });

/** What a read says after a device stopped to draw without a word, as one does that is stopped for taking too long. */
async function stopDrawing(): Promise<string> {
  const device = await openDevice({ prefer: ["webgl2"] });
  const compiled = device.compile(add);
  const before = compiled(ones([3]), ones([3]));
  await device.finish();
  const restore = replace(WebGL2RenderingContext.prototype, "drawArrays", () => {});
  const result = compiled(ones([4]), ones([4]));
  restore();
  const said = [before, result].map((t) => errorOf(t.data()));
  return (await Promise.all(said)).join("; ");
}

/** What is said where there is no memory left. */
async function runOutOfMemory(backend: "webgl2" | "webgpu"): Promise<string> {
  const device = await openDevice({ prefer: [backend] });
  if (backend === "webgl2") {
    const restore = replace(WebGL2RenderingContext.prototype, "getError", () => 0x0505); // OUT_OF_MEMORY
    const said = await errorOf(async () => device.tensor(ones([2 ** 20 + 3])));
    restore();
    return said;
  }
  const { device: gpu } = await gpuDevice(await loadGpuJs());
  const result = device.compile(add)(ones([3]), ones([3]));
  const error = new GPUOutOfMemoryError("no memory for a buffer");
  gpu.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error }));
  return errorOf(result.data());
}

/** Puts another function in the place of one, and returns what puts it back. */
function replace(owner: Record<string, unknown>, name: string, by: () => unknown): () => void {
  const original = owner[name];
  owner[name] = by;
  return () => {
    owner[name] = original;
  };
}

/** The text of the error of some work, or that there was none. */
async function errorOf(work: Promise<unknown> | (() => Promise<unknown>)): Promise<string> {
  try {
    await (typeof work === "function" ? work() : work);
    return "no error";
  } catch (error) {
    return String(error);
  }
}

declare const WebGL2RenderingContext: { readonly prototype: Record<string, unknown> };
declare const GPUOutOfMemoryError: new (message: string) => Error;
declare const GPUUncapturedErrorEvent: new (name: string, settings: { readonly error: Error }) => object;

interface Losable {
  getExtension(name: "WEBGL_lose_context"): { loseContext(): void };
}
declare const OffscreenCanvas: { readonly prototype: { getContext(...settings: unknown[]): Losable } };

/** What a read says after the device was lost. */
async function lose(backend: "webgl2" | "webgpu"): Promise<string> {
  const contexts: Losable[] = [];
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (...settings) {
    const context = getContext.apply(this, settings);
    contexts.push(context);
    return context;
  };
  const device = await openDevice({ prefer: [backend] });
  OffscreenCanvas.prototype.getContext = getContext;
  const result = device.compile(add)(ones([3]), ones([3]));
  await device.finish();
  if (backend === "webgl2") contexts[0]!.getExtension("WEBGL_lose_context").loseContext();
  else (await gpuDevice(await loadGpuJs())).device.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return errorOf(result.data());
}
declare const setTimeout: (work: (value: unknown) => void, milliseconds: number) => void;

export interface PageFunctions {
  readonly lose: typeof lose;
  readonly runCase: typeof runCase;
  readonly runCaseInWorker: typeof runCaseInWorker;
  readonly openMany: typeof openMany;
  readonly endure: typeof endure;
  readonly stopDrawing: typeof stopDrawing;
  readonly runOutOfMemory: typeof runOutOfMemory;
}

if (typeof document === "undefined")
  self.addEventListener("message", ({ data }) => {
    const [backend, name] = data as [BackendName, string]; // as runCaseInWorker sends it
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    void runCase(backend, name).then((outcome) => self.postMessage(outcome));
  });
else {
  const page = {
    runCase,
    runCaseInWorker,
    openMany,
    endure,
    stopDrawing,
    runOutOfMemory,
    lose,
  } satisfies PageFunctions;
  Object.assign(globalThis, { page });
}
