import { contiguousStrides, sizeOf } from "@adjoint/tensor";
import type { Backend, KernelText, Launch, Plan, Slot } from "../backends/backend.ts";
import { arraySource, type Source } from "../kernels/source.ts";
import { writeKernel } from "../kernels/write-kernel.ts";

/** Writes a plan for a backend: arrays, and the kernels that compute them. */
export class PlanWriter {
  readonly backend: Backend;
  readonly #lengths: number[] = [];
  readonly #constants = new Map<Slot, Float32Array>();
  readonly #launches: Launch[] = [];

  constructor(backend: Backend) {
    this.backend = backend;
  }

  /** @throws RangeError for more elements than an array of the device holds. */
  newArray(length: number): Slot {
    const { limits, name } = this.backend;
    if (length > limits.longestArray)
      throw new RangeError(
        `${name}: an array has at most ${limits.longestArray} elements, got ${length}; make batches smaller?`,
      );
    return this.#lengths.push(length) - 1;
  }

  /** Gives an array another length, where that was not known before. */
  setLength(array: Slot, length: number): void {
    this.#lengths[array] = length;
  }

  constant(values: Float32Array): Slot {
    const array = this.newArray(values.length);
    this.#constants.set(array, values);
    return array;
  }

  isConstant(array: Slot): boolean {
    return this.#constants.has(array);
  }

  launch(kernel: KernelText, inputs: readonly Slot[], output: Slot): void {
    this.#launches.push({ kernel, inputs, output });
  }

  /** Computes all elements of a source, in row-major order. */
  compute(source: Source, into: Slot): void {
    if (sizeOf(source.shape) === 0) {
      this.#constants.set(into, new Float32Array(0));
      return;
    }
    const { kernel, inputs } = writeKernel(this.backend.dialect, source);
    this.launch(kernel, inputs, into);
  }

  /** A new array with all elements of a source. */
  computed(source: Source): Slot {
    const array = this.newArray(sizeOf(source.shape));
    this.compute(source, array);
    return array;
  }

  /** The same elements, computed into an array of their own. */
  materialized(source: Source): Source {
    return arraySource(this.computed(source), source.shape, contiguousStrides(source.shape), 0);
  }

  finish(inputs: readonly Slot[], outputs: readonly Slot[]): Plan {
    return { lengths: this.#lengths, inputs, constants: this.#constants, launches: this.#launches, outputs };
  }
}
