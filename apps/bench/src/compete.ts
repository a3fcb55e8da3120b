import type { Contestant } from "./contestant.ts";
import { LackingError } from "./implementation.ts";
import { type CheckedContestant, type Effort, measure } from "./measure.ts";
import { relativeDifference } from "./relative-difference.ts";

/** Float32 arithmetic in another order stays far below this; another formula does not. */
const TOLERANCE = 1e-4;

/** What came of one implementation on one workload. */
export type Outcome = { readonly implementation: string } & (
  | ({ readonly kind: "measured"; readonly samples: readonly number[] } & Pick<Contestant, "measures">)
  /** It cannot compute this. */
  | { readonly kind: "lacking"; readonly reason: string }
  /** It broke, or computes something else. */
  | { readonly kind: "failed"; readonly reason: string }
);

/** Compares what each one computes with what the first one does, and measures those that agree. */
export async function compete(contestants: readonly Contestant[], effort: Effort): Promise<Outcome[]> {
  const outcomes = new Map<Contestant, Outcome>();
  const agreeing: CheckedContestant[] = [];
  let expected: { readonly of: string; readonly values: Float32Array } | undefined;
  for (const contestant of contestants)
    try {
      const { values, milliseconds } = await contestant.check(effort.steps);
      expected ??= { of: contestant.name, values };
      checkAgreement(values, expected.values, expected.of);
      agreeing.push({ contestant, milliseconds });
    } catch (error) {
      outcomes.set(contestant, outcomeOf(contestant, error));
    }
  const samples = await measure(agreeing, effort);
  agreeing.forEach(({ contestant }, i) => outcomes.set(contestant, outcomeOf(contestant, samples[i])));
  return contestants.map((contestant) => outcomes.get(contestant)!);
}

function outcomeOf({ name: implementation, measures }: Contestant, samples: unknown): Outcome {
  if (Array.isArray(samples)) return { implementation, kind: "measured", samples, ...(measures && { measures }) };
  const kind = samples instanceof LackingError ? "lacking" : "failed";
  return { implementation, kind, reason: samples instanceof Error ? samples.message : String(samples) };
}

function checkAgreement(values: Float32Array, expected: Float32Array, of: string): void {
  const difference = relativeDifference(values, expected);
  if (difference <= TOLERANCE) return;
  const list = (numbers: Float32Array): string => [...numbers].map((x) => x.toPrecision(7)).join(", ");
  const example = values.length > 3 ? "" : ` (${list(values)} in place of ${list(expected)})`;
  throw new Error(`it does not compute what ${of} does, but ${difference.toExponential(1)} of it away${example}`);
}
