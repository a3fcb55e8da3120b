import fc from "fast-check";

/** A range from 0 to before `length`, in one to three parts. */
export const splitRange = (length: number): fc.Arbitrary<(readonly [number, number])[]> =>
  fc.array(fc.nat(length), { maxLength: 2 }).map((inner) => {
    const cuts = [0, ...inner.sort((a, b) => a - b), length];
    return cuts.slice(1).map((end, i) => [cuts[i]!, end] as const);
  });
