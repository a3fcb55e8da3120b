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
 * Places buffers in one arena so that two which live at the same time never overlap: those that live all the time, then the
 * largest first, each in the lowest gap that fits.
 * @see Pisarchyk, Lee 2020, Efficient memory management for deep neural net inference, section 5.2 (greedy by size)
 */
export function planMemory(lifetimes: readonly Lifetime[]): MemoryPlan {
  const first = Math.min(...lifetimes.map(({ from }) => from));
  const last = Math.max(...lifetimes.map(({ to }) => to));
  const offsets = new Array<number>(lifetimes.length).fill(0);
  let base = 0;
  const others = lifetimes
    .map((lifetime, i) => ({ ...lifetime, i }))
    .filter(({ bytes, from, to, i }) => {
      if (from > first || to < last) return bytes > 0;
      offsets[i] = base; // it is there all the time: nothing else can be where it is
      base += aligned(bytes);
      return false;
    });
  const placed: Place[] = []; // by offset
  let end = base;
  for (const { bytes, from, to, i } of others.sort((a, b) => b.bytes - a.bytes || a.i - b.i)) {
    let at = base;
    for (const other of placed) {
      if (other.from > to || other.to < from) continue;
      if (at + bytes <= other.at) break;
      at = Math.max(at, other.end);
    }
    offsets[i] = at;
    const place = { at, end: at + aligned(bytes), from, to };
    end = Math.max(end, place.end);
    const next = placed.findIndex((other) => other.at > at);
    placed.splice(next < 0 ? placed.length : next, 0, place);
  }
  return { offsets, bytes: end };
}

/** Where a buffer is, and when. */
interface Place extends Omit<Lifetime, "bytes"> {
  readonly at: number;
  readonly end: number;
}

/** The next place where something can begin. */
export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
