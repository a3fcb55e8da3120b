import type { Tail } from "../schedule.ts";

/** The tail of a product, undefined where the kinds alone cannot tell. */
export const productTails = (left: Tail | undefined, right: Tail | undefined): Tail | undefined => {
  // 0 times any finite number is 0, known or not
  if (left?.kind === "zero" || right?.kind === "zero") return { kind: "zero" };
  if (!left || !right) return undefined;
  if (left.kind === "constant") return right;
  if (right.kind === "constant") return left;
  // a geometric factor outruns whatever is bounded or grows like a power
  if (left.kind === "geometric" || right.kind === "geometric") return { kind: "geometric" };
  if (left.kind === "power" && right.kind === "power")
    return { kind: "power", exponent: left.exponent + right.exponent };
  // a swing may be at 0 whenever the other factor is not
  return undefined;
};
