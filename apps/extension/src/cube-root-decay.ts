import type { Schedule } from "@adjoint/schedulers";

/**
 * initial (1 + step)^(-2/3), which fulfils the conditions of Robbins and Monro: its tail says so.
 *
 * @throws RangeError unless `initial` is positive.
 * @example const learningRate = cubeRootDecay(0.1)
 */
export function cubeRootDecay(initial: number): Schedule {
  if (!(initial > 0)) throw new RangeError(`cubeRootDecay: initial must be positive, got ${initial}; try 0.1?`);
  const tail = { kind: "power", exponent: 2 / 3 } as const;
  return Object.assign((step: number) => initial * (1 + step) ** (-2 / 3), { tail });
}
