/** A place on an axis, and how far an array goes from one place to the next. */
export interface Term {
  readonly place: string;
  readonly step: number;
}

/** The text of `start + place step + ...`, in whole numbers. */
export function placeText(start: string, terms: readonly Term[]): string {
  let text = start === "0" ? "" : start;
  for (const { place, step } of terms) {
    if (place === "0" || step === 0) continue;
    const size = Math.abs(step) === 1 ? place : `${place} * ${Math.abs(step)}`;
    if (step < 0) text = `${text || "0"} - ${size}`;
    else text = text ? `${text} + ${size}` : size;
  }
  return text || "0";
}

/** Some text as one factor or term. */
export const inBrackets = (text: string): string => (/^[\w.]+$/.test(text) ? text : `(${text})`);
