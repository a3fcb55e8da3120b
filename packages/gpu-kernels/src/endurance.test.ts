import { afterAll, beforeAll, expect, test } from "vitest";
import type { GpuDevice } from "./gpu-device.ts";
import { openDevice } from "./open-device.ts";
import { comeAndGo, computeLarge, trainLong } from "./testing/endurance-cases.ts";
import { PROGRAMS, ROWS, STEPS } from "./testing/endurance.ts";

let device: GpuDevice;
beforeAll(async () => {
  device = await openDevice({ prefer: ["webasm"] });
});
afterAll(() => device.dispose());

const alive = () => ({ arrays: device.liveArrays });

test("steps leave nothing behind", () => trainLong(device, STEPS, alive));

test("programs leave nothing behind", () => comeAndGo(device, PROGRAMS, alive));

test("large arrays are right to the last element", async () => {
  const before = device.liveArrays;
  await computeLarge(device, ROWS);
  expect(device.liveArrays).toBe(before);
});
