import { describe, expect, test } from "vitest";
import { satisfiesRobbinsMonro } from "./satisfies-robbins-monro.ts";
import type { Tail } from "./schedule.ts";

const withTail = (tail: Tail) => Object.assign(() => 0.1, { tail });

describe("satisfiesRobbinsMonro", () => {
  // p-series: sum k^-p diverges for p <= 1, sum k^-2p converges for p > 1/2
  test.each([
    [-1, "no"],
    [0, "no"],
    [0.5, "no"],
    [0.5 + 2 ** -53, "yes"],
    [0.75, "yes"],
    [1, "yes"],
    [1 + 2 ** -52, "no"],
    [2, "no"],
    [Number.POSITIVE_INFINITY, "no"],
    [Number.NaN, "unknown"],
  ] as const)("a power tail of exponent %s: %s", (exponent, answer) => {
    expect(satisfiesRobbinsMonro(withTail({ kind: "power", exponent }))).toBe(answer);
  });

  test.each(["geometric", "constant", "periodic", "zero"] as const)("a %s tail: no", (kind) => {
    expect(satisfiesRobbinsMonro(withTail({ kind }))).toBe("no");
  });

  test("a bare function is unknown, even one that satisfies them", () => {
    expect(satisfiesRobbinsMonro((step) => 1 / (1 + step))).toBe("unknown");
  });

  test("a kind of tail that does not exist is unknown", () => {
    const schedule = Object.assign(() => 0.1, { tail: { kind: "chaotic" } });
    expect(Reflect.apply(satisfiesRobbinsMonro, undefined, [schedule])).toBe("unknown");
  });

  test.each([[0.1], [null], [undefined], [{}]])("rejects %s, which is no function", (schedule) => {
    expect(() => Reflect.apply(satisfiesRobbinsMonro, undefined, [schedule])).toThrow(TypeError);
  });
});
