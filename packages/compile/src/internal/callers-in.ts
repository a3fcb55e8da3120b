/** Frames of the engine's own bookkeeping: the recorder and the gate. */
const OWN_FRAMES = 2;
const SHOWN = 3;

/** The nearest callers of an operation that was being recorded, innermost first: `wave (waves.ts:12:3) < loss (...)`. */
export function callersIn({ stack = "" }: Error): string {
  // V8 writes "    at f (file)" below a headline, others "f@file" without one
  const frames = stack.split("\n").filter((line) => /^\s+at |@/.test(line));
  return frames
    .slice(OWN_FRAMES, OWN_FRAMES + SHOWN)
    .map((frame) => frame.trim().replace(/^at /, ""))
    .join(" < ");
}
