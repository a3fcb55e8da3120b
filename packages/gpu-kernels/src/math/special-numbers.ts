// Devices may take for granted that there is no NaN: only what is written here was seen to hold on all backends.

/** Condition: the named number is NaN. */
export const isNaN = (x: string): string => `!(${x} >= 0 || ${x} < 0)`;

/** Condition: it is neither NaN nor infinite. */
export const isFinite = (x: string): string => `(${x} <= ${LARGEST} && ${x} >= -${LARGEST})`;

export const LARGEST = "3.4028234663852886e+38";

/** Infinity with the sign of x, for a finite x that is not 0: the language has no such number. */
export const infinity = (x: string): string => `${x} * ${LARGEST} * 1e+38`;
