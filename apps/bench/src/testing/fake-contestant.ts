import type { Contestant } from "../contestant.ts";
import type { Checked } from "../serve.ts";

interface Behaviour {
  readonly values?: readonly number[];
  /** Of a run; a list is used up sample by sample. */
  readonly milliseconds?: number | number[];
  /** Thrown by a check. */
  readonly fault?: Error;
  /** Samples after which it breaks. */
  readonly breaksAfter?: number;
}

/** A contestant whose clock is a list; `log` gets its name and runs at each sample. */
export function fakeContestant(
  name: string,
  { values = [1], milliseconds = 1, fault, breaksAfter = Infinity }: Behaviour = {},
  log: string[] = [],
): Contestant {
  let samples = 0;
  const next = (): number => (typeof milliseconds === "number" ? milliseconds : milliseconds.shift()!);
  return {
    name,
    check: async (): Promise<Checked> => {
      if (fault) throw fault;
      return { values: Float32Array.from(values), milliseconds: next() };
    },
    sample: async (runs) => {
      if (samples++ >= breaksAfter) throw new Error("out of memory");
      log.push(`${name}${runs}`);
      return next();
    },
    stop: () => {},
  };
}
