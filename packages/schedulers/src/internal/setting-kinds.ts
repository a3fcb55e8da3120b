import type { SettingKind } from "./check-settings.ts";

export const atLeast = (minimum: number): SettingKind => [(value) => value >= minimum, `a finite number >= ${minimum}`];

export const above = (bound: number): SettingKind => [(value) => value > bound, `a finite number > ${bound}`];

export const wholeFrom = (minimum: number): SettingKind => [
  (value) => value >= minimum && Number.isSafeInteger(value),
  `a whole number >= ${minimum}`,
];

/** In (0, 1]: the part of a rate that is kept. */
export const keptFraction: SettingKind = [(value) => value > 0 && value <= 1, "a number in (0, 1]"];
