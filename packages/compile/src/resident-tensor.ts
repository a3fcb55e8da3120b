import { contiguousStrides, type Numbers, type Spec, Tensor, TraceError, type View } from "@adjoint/tensor";
import { emptyTensor } from "./empty-tensor.ts";

/** Where a target keeps the values of a tensor. */
export interface Residence {
  /** A copy of the values, in row-major order; where they come only later, it throws a TraceError that says so. */
  read(): Numbers;
  /** The same from a device that answers later. */
  readLater?(): Promise<Numbers>;
  /** Nobody needs the values there any more. */
  release?(): void;
}

/**
 * A tensor that looks its view up where it is asked for: defined here once, since a definition in each takes longer than all
 * else that a call does for it.
 */
const Viewless: typeof Tensor = /* @__PURE__ */ (() => {
  class Viewless extends Tensor {}
  Object.defineProperty(Viewless.prototype, "view", {
    get(this: ResidentTensor): View | undefined {
      return this.copiedView();
    },
    set(this: ResidentTensor): void {
      this.leave();
    },
  });
  return Viewless;
})();

/**
 * A tensor whose values are in the memory of a target. They are copied out when somebody reads them, once; a program that
 * gets its own tensor back needs no copy at all. Made by targets.
 */
export class ResidentTensor extends Viewless {
  #residence: Residence | undefined;
  #view: View | undefined;

  constructor({ shape, dtype }: Spec, residence: Residence) {
    super(shape, dtype, undefined, undefined);
    this.#residence = residence;
  }

  /** Where the values are; undefined once they are elsewhere alone. */
  get residence(): Residence | undefined {
    return this.#residence;
  }

  /** The values as a view of memory of its own, copied at the first call. */
  copiedView(): View | undefined {
    if (!this.#view && this.#residence) this.#view = this.#viewOf(this.#residence.read());
    return this.#view;
  }

  override async data(): Promise<Numbers> {
    if (!this.#view && this.#residence?.readLater) this.#view = this.#viewOf(await this.#residence.readLater());
    return this.dataSync();
  }

  /** The target is about to use the memory for something else: copies what was not read yet. */
  moveOut(): void {
    this.copiedView();
    this.#residence = undefined;
  }

  /** Forgets the values and where they are. */
  leave(): void {
    if (!(#residence in this)) return; // the constructor of Tensor is at work
    this.#residence = undefined;
    this.#view = undefined;
  }

  override dispose(): void {
    const residence = this.#residence;
    emptyTensor(this, "the tensor was disposed of; keep it until it is no longer read");
    residence?.release?.();
  }

  #viewOf(buffer: Numbers): View {
    return { buffer, strides: contiguousStrides(this.shape), offset: 0 };
  }
}

/** What a device that answers later says to who reads at once. */
export const readLaterError = (): TraceError =>
  new TraceError("dataSync: the values are on a device that answers later; use await tensor.data()");
