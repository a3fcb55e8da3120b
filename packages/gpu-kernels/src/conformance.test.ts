import { beforeAll, afterAll, test } from "vitest";
import type { GpuDevice } from "./gpu-device.ts";
import { openDevice } from "./open-device.ts";
import { conformance } from "./testing/conformance.ts";

let device: GpuDevice;
beforeAll(async () => {
  device = await openDevice({ prefer: ["webasm"] });
});
afterAll(() => device.dispose());

test.each(conformance)("webasm: $name", ({ run }) => run(device));
