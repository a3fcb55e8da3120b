import { expect, test } from "vitest";
import { Arena } from "./arena.ts";

test("ranges are aligned, apart, used again, and merge when they are given back", () => {
  const arena = new Arena(10, 64 * 6);
  const [a, b, c] = [arena.allocate(1), arena.allocate(65), arena.allocate(64)];
  expect([a, b, c]).toEqual([64, 128, 256]);
  expect(arena.allocate(65)).toBeUndefined();
  expect(arena.allocate(0)).toBe(320);
  expect(arena.free(b!)).toBe(true);
  expect(arena.free(b!)).toBe(false);
  expect(arena.allocate(129)).toBeUndefined();
  arena.free(a!);
  expect(arena.allocate(192)).toBe(64);
});

test("all that was given back can be given out at once", () => {
  const arena = new Arena(0, 64 * 100);
  for (const order of [[...Array(100).keys()], [...Array(100).keys()].reverse()]) {
    const ranges = order.map(() => arena.allocate(64)!);
    expect(arena.allocate(1)).toBeUndefined();
    for (const i of order) arena.free(ranges[(i * 37) % 100]!);
    const all = arena.allocate(6400);
    expect(all).toBe(0);
    arena.free(all!);
  }
});

test("memory that grows is one with the free range at its end", () => {
  const arena = new Arena(0, 128);
  const first = arena.allocate(64);
  expect(arena.allocate(128)).toBeUndefined();
  arena.extend(192);
  expect(arena.allocate(128)).toBe(64);
  arena.extend(256);
  arena.free(first!);
  expect([arena.allocate(65), arena.allocate(64), arena.allocate(64)]).toEqual([undefined, 0, 192]);
});
