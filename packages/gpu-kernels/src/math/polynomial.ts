import { numberText } from "../kernels/number-text.ts";

/** The text of c0 + c1 x + c2 x^2 + ..., by Horner's rule; x is a name. */
export const polynomial = (x: string, coefficients: readonly number[]): string =>
  coefficients.reduceRight((text, c) => (text ? `(${text}) * ${x} + ${numberText(c)}` : numberText(c)), "");
