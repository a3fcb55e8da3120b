import { inBrackets } from "./place-text.ts";

/** One spatial axis: output s takes input i by tap k where `output s + tap k + input i = shift`. */
export interface ConvolutionAxis {
  readonly size: number;
  readonly output: number;
  readonly tap: number;
  readonly input: number;
  readonly shift: number;
}

/** The input that an output and a tap meet, and when they do. */
export function meeting(
  quotient: (text: string, divisor: number) => string,
  { output, tap, input, shift }: ConvolutionAxis,
  outputPlace: string,
  tapPlace: string,
  size: number,
): { readonly place: string; readonly conditions: readonly string[] } {
  const sign = Math.sign(input);
  const step = Math.abs(input);
  // input i = shift - output s - tap k
  const parts = [
    { place: outputPlace, factor: -sign * output },
    { place: tapPlace, factor: -sign * tap },
  ];
  const total = parts.reduce(
    (text, { place, factor }) => {
      if (place === "0" || factor === 0) return text;
      const term = Math.abs(factor) === 1 ? inBrackets(place) : `${inBrackets(place)} * ${Math.abs(factor)}`;
      return factor < 0 ? `${text} - ${term}` : `${text} + ${term}`;
    },
    String(sign * shift),
  );
  const isInside = (text: string, length: number): string[] => [`${text} >= 0`, `${text} < ${length}`];
  if (step === 1) return { place: `(${total})`, conditions: isInside(total, size) };
  const place = quotient(`(${total})`, step);
  return {
    place,
    conditions: [...isInside(total, (size - 1) * step + 1), `${total} - ${place} * ${step} === 0`],
  };
}
