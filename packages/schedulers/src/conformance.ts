import type { Schedule, Tail } from "./schedule.ts";

/** A schedule does not do what all of them do, or what its tail says. */
export class ConformanceError extends Error {
  override readonly name: string = "ConformanceError";
}

const STEPS = [0, 1, 2, 2.5, 10, 100, 1e3, 1e6, 2 ** 31, 2 ** 53, 1e300];

/**
 * The schedule is a finite, repeatable function of all steps, fractions included, that is not negative, and its rates
 * do what its tail says, as far as numbers can tell.
 * @throws ConformanceError that names the schedule.
 * @example checkSchedule("cubeRoots", cubeRoots)
 */
export function checkSchedule(name: string, schedule: Schedule): void {
  for (const step of STEPS) {
    const rate = schedule(step);
    const isRate = Number.isFinite(rate) && rate >= 0;
    if (!isRate) fail(`${name}: a rate must be finite and not negative, got ${rate} at step ${step}`);
    if (schedule(step) !== rate) fail(`${name}: step ${step} must give the same rate again; keep no state`);
  }
  if (schedule.tail) checkTail(name, schedule, schedule.tail);
}

function checkTail(name: string, schedule: Schedule, tail: Tail): void {
  const [near, far] = [2 ** 40, 2 ** 44];
  const ratio = schedule(far) / schedule(near);
  const claims: Readonly<Record<Tail["kind"], () => boolean>> = {
    power: () => tail.kind === "power" && Math.abs(ratio / 16 ** -tail.exponent - 1) < 0.01,
    geometric: () => schedule(far) === 0 || ratio < 2 ** -40,
    constant: () => schedule(far) > 0 && Math.abs(ratio - 1) < 0.01,
    periodic: () => Number.isFinite(schedule(far)),
    zero: () => schedule(far) === 0,
  };
  if (!claims[tail.kind]()) {
    const rates = `${schedule(near)} and ${schedule(far)} at steps 2^40 and 2^44`;
    fail(`${name}: its rates must do what its tail ${JSON.stringify(tail)} says, got ${rates}; correct the tail?`);
  }
}

function fail(message: string): never {
  throw new ConformanceError(message);
}
