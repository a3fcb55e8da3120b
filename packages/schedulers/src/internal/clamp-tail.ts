import type { Tail } from "../schedule.ts";
import { limitTail } from "./limit-tail.ts";

/** The tail of min(max(rate, minimum), maximum), for 0 <= minimum <= maximum. */
export const clampTail = (tail: Tail | undefined, minimum: number, maximum: number): Tail | undefined => {
  // nothing is left to vary, whatever the schedule does
  if (minimum === maximum) return limitTail(minimum);
  // never below minimum > 0, never above maximum: not decaying, even where the schedule is unknown
  if (!tail) return minimum > 0 && maximum < Number.POSITIVE_INFINITY ? { kind: "periodic" } : undefined;
  if (tail.kind === "constant" || tail.kind === "periodic") return tail;
  if (tail.kind === "power" && tail.exponent <= 0)
    return maximum < Number.POSITIVE_INFINITY ? { kind: "constant" } : tail;
  return minimum > 0 ? { kind: "constant" } : tail;
};
