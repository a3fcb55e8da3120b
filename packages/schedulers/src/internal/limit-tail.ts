import type { Tail } from "../schedule.ts";

/** The tail of a schedule that arrives at `limit`, >= 0, and stays there. */
export const limitTail = (limit: number): Tail => ({ kind: limit > 0 ? "constant" : "zero" });
