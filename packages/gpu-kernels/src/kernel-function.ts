/// <reference lib="esnext.disposable" preserve="true" />
import { checkShape, type Shape, sizeOf, type Tensor } from "@adjoint/tensor";
import type { PreparedPlan } from "./backends/backend.ts";
import type { GpuDevice } from "./gpu-device.ts";

/** A kernel of the caller's own: tensors in, a float32 tensor out. `using` disposes of it at the end of a block. */
export interface KernelFunction extends Disposable {
  (...inputs: readonly Tensor[]): Tensor;
  /** Gives back what it holds; results stay. */
  dispose(): void;
}

/** A kernel by its text. It is compiled anew for other lengths of its arguments. */
export function kernelFunction(device: GpuDevice, text: string, shape: Shape): KernelFunction {
  if (!text.startsWith("function"))
    throw new TypeError(
      `kernel: a text that begins with "function" is needed, got ${JSON.stringify(text.slice(0, 20))}; write a function?`,
    );
  checkShape("kernel", shape);
  const length = sizeOf(shape);
  const { backend } = device;
  const plans = new Map<string, PreparedPlan>();
  const planFor = (lengths: readonly number[]): PreparedPlan => {
    const known = plans.get(lengths.join());
    if (known) return known;
    const inputs = lengths.map((_, i) => i);
    const launch = { kernel: { text, output: [length] }, inputs, output: inputs.length };
    const plan = backend.prepare({
      lengths: [...lengths, length],
      inputs,
      constants: new Map(),
      launches: [launch],
      outputs: [inputs.length],
    });
    plans.set(lengths.join(), plan);
    return plan;
  };
  const run = (...inputs: readonly Tensor[]): Tensor => {
    device.check("kernel");
    const uploaded = inputs.map((t) => (device.memoryOf(t) ? undefined : device.upload(t)));
    const memories = inputs.map((t, i) => uploaded[i] ?? device.memoryOf(t)!);
    const [made] = planFor(memories.map((memory) => memory.length)).run(memories);
    for (const memory of uploaded) if (memory) backend.release(memory);
    return device.tensorIn(made!, { shape, dtype: "float32" }); // it makes one
  };
  const dispose = (): void => {
    for (const plan of plans.values()) plan.dispose();
    plans.clear();
  };
  // an engine without `using` has no such name
  const disposable = "dispose" in Symbol ? { [Symbol.dispose]: dispose } : {};
  return Object.assign(run, { dispose, ...disposable }) as KernelFunction;
}
