import { expect } from "vitest";

/** An expectation that has time to come true, on a slow machine too. */
export const eventually = <T>(actual: () => T) => expect.poll(actual, { timeout: 30_000 });
