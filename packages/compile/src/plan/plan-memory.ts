/** A buffer, needed from one step of a program to another, both included. */
export interface Lifetime {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

export interface MemoryPlan {
  /** Where each buffer begins, in the order of the lifetimes. */
  readonly offsets: readonly number[];
  /** What the arena must hold. */
  readonly bytes: number;
}

/** Offsets are multiples of this: a SIMD register, and every element type. */
export const ALIGNMENT = 16;

/**
 * Places buffers in one arena so that two which live at the same time never overlap: the largest first, each in the
 * lowest gap that fits.
 * @see Pisarchyk, Lee 2020, Efficient memory management for deep neural net inference, section 5.2 (greedy by size)
 */
export function planMemory(lifetimes: readonly Lifetime[]): MemoryPlan {
  const order = lifetimes.map((_, i) => i).sort((a, b) => lifetimes[b]!.bytes - lifetimes[a]!.bytes || a - b);
  const offsets = new Array<number>(lifetimes.length).fill(0);
  const placed: number[] = []; // by offset
  let bytes = 0;
  for (const i of order) {
    const { bytes: size, from, to } = lifetimes[i]!;
    let at = 0;
    for (const k of placed) {
      const other = lifetimes[k]!;
      if (other.from > to || other.to < from || other.bytes === 0) continue;
      if (at + size <= offsets[k]!) break;
      at = Math.max(at, aligned(offsets[k]! + other.bytes));
    }
    offsets[i] = at;
    bytes = Math.max(bytes, at + size);
    const next = placed.findIndex((k) => offsets[k]! > at);
    placed.splice(next < 0 ? placed.length : next, 0, i);
  }
  return { offsets, bytes: aligned(bytes) };
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
