import type { Language } from "../../shell/preferences.ts";

/** What the sources do not say: what a function is good and bad at, and when to use it. */
export type Advice = readonly [good: string, bad: string, use: string];

export type Guidance = Readonly<Record<string, Readonly<Record<Language, Advice>>>>;
