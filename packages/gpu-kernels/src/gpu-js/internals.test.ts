import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import { type GpuInstance, type GpuJs, loadGpuJs } from "./gpu-js.ts";
import { translateForWasm, wasmPages } from "./internals.ts";

declare const WebAssembly: {
  Memory: new (limits: { readonly initial: number; readonly maximum: number }) => { readonly buffer: ArrayBuffer };
};

let gpuJs: GpuJs;
let gpu: GpuInstance;
beforeAll(async () => {
  gpuJs = await loadGpuJs();
  gpu = new gpuJs.GPU({ mode: "webasm" });
});

/** Runs a kernel on numbers that stand at 0, with results at 64. */
function run(text: string, output: readonly number[], values: readonly number[]): number[] {
  const translation = translateForWasm(gpuJs, gpu, text, output, 1);
  const { initial, maximum } = wasmPages(256);
  const memory = new WebAssembly.Memory({ initial, maximum });
  new Float32Array(memory.buffer).set(values);
  translation.instantiate(memory, { inputs: [{ offset: 0, length: values.length }], output: 64, total: 256 })();
  translation.destroy();
  return [
    ...new Float32Array(
      memory.buffer,
      64,
      output.reduce((n, size) => n * size, 1),
    ),
  ];
}

test("the version that all this was seen with", () => {
  const manifest = createRequire(import.meta.url).resolve("gpu.js/package.json");
  expect(JSON.parse(readFileSync(manifest, "utf8"))).toMatchObject({ version: "2.24.1" });
});

test("importing it leaves the globals alone", () => {
  expect("GPU" in globalThis).toBe(false);
});

test("a kernel finds its arguments and leaves its results where it is told, whatever the width of its rows", () => {
  const doubled = "function(a0) { return a0[this.thread.x] * 2; }";
  expect(run(doubled, [7], [1, 2, 3, 4, 5, 6, 7])).toEqual([2, 4, 6, 8, 10, 12, 14]);
  const turned = "function(a0) { return a0[this.thread.x * 2 + this.thread.y]; }";
  expect(run(turned, [3, 2], [1, 2, 3, 4, 5, 6])).toEqual([1, 3, 5, 2, 4, 6]);
});

test("whole numbers in places stay whole numbers, also behind a division", () => {
  const text = "function(a0) { return a0[(Math.floor((this.thread.x + 0.5) / 3) | 0) * 3 + 2]; }";
  expect(run(text, [6], [1, 2, 3, 4, 5, 6])).toEqual([3, 3, 3, 6, 6, 6]);
});

test("a loop with a literal bound goes on after 1000 rounds", () => {
  const text = "function(a0) { let s = 0.0; for (let k = 0; k < 5000; k++) { s = s + a0[0]; } return s; }";
  expect(run(text, [1], [2])).toEqual([10_000]);
});
