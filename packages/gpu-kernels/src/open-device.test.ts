import { compile } from "@adjoint/compile";
import { add, type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { openDevice } from "./open-device.ts";
import { gpuTarget } from "./target/gpu-target.ts";

const isLong = process.env["ENDURANCE"] === "1";

test("the first backend that is there is taken, and says which it is", async () => {
  const device = await openDevice({ prefer: ["webgpu", "webgl2", "webasm"] });
  expect(device.name).toBe("webasm");
  device.dispose();
});

test("a backend that was asked for and is not there throws and says why", async () => {
  await expect(openDevice({ prefer: ["webgpu", "webgl2"] })).rejects.toThrow(
    "openDevice: none of the preferred backends is there (webgpu: there is no WebGPU adapter here; webgl2: there is no OffscreenCanvas here); prefer another one?",
  );
  await expect(openDevice({ prefer: ["cuda" as "webgpu"] })).rejects.toThrow(RangeError);
});

test("a device that was disposed of says so", async () => {
  const device = await openDevice({ prefer: ["webasm"] });
  const compiled = compile((x: Tensor) => add(x, 1), { target: gpuTarget(device) });
  const result = compiled(tensor([1]));
  device.dispose();
  device.dispose();
  expect(() => compiled(tensor([1]))).toThrow("the device was disposed of");
  await expect(result.data()).rejects.toThrow("the device was disposed of");
});

test("what `using` calls gives arrays, kernels, programs and devices back", async () => {
  const device = await openDevice({ prefer: ["webasm"] });
  const compiled = compile((x: Tensor) => add(x, 1), { target: gpuTarget(device) });
  const kernel = device.kernel(({ read }) => `function(a0) { return ${read("a0", "this.thread.x")} + 1; }`, [1]);
  const results = [compiled(tensor([1])), kernel(tensor([1]))];
  const before = device.liveArrays;
  for (const result of results) result[Symbol.dispose]();
  expect(device.liveArrays).toBe(before - 2);
  compiled[Symbol.dispose]();
  kernel[Symbol.dispose]();
  expect(compiled.stats.programs).toHaveLength(0);
  expect(device.liveArrays).toBe(0);
  await device[Symbol.asyncDispose]();
  device[Symbol.dispose]();
  expect(() => compiled(tensor([1]))).toThrow("the device was disposed of");
});

test("devices and programs come and go", async () => {
  for (let k = 0; k < (isLong ? 500 : 30); k++) {
    const device = await openDevice({ prefer: ["webasm"] });
    const compiled = compile((x: Tensor) => add(x, k), { target: gpuTarget(device) });
    expect(compiled(tensor([1, 2, 3])).toArray()).toEqual([1 + k, 2 + k, 3 + k]);
    compiled.dispose();
    device.dispose();
  }
});
