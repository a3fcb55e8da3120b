/** Frames of the engine's own bookkeeping: this function, the recorder and the gate. */
const OWN_FRAMES = 3;
const SHOWN = 3;

/**
 * The nearest callers of the operation that is being recorded, innermost first: `wave (waves.ts:12:3) < loss (...)`. It
 * becomes a text when it is needed, which takes long.
 */
export function callers(): { toString(): string } {
  const here = new Error("where am I?");
  return { toString: () => framesOf(here) };
}

function framesOf({ stack = "" }: Error): string {
  // V8 writes "    at f (file)" below a headline, others "f@file" without one
  const frames = stack.split("\n").filter((line) => /^\s+at |@/.test(line));
  return frames
    .slice(OWN_FRAMES, OWN_FRAMES + SHOWN)
    .map((frame) => frame.trim().replace(/^at /, ""))
    .join(" < ");
}
