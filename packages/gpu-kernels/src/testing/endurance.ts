/** `npm run test:endurance` runs the long counts, every other run the scaled ones. */
const isLong = process.env["ENDURANCE"] === "1";

export const STEPS: number = isLong ? 10_000 : 60;
export const PROGRAMS: number = isLong ? 500 : 40;
export const DEVICES: number = isLong ? 200 : 20;
/** Of arrays of 17 columns: beyond 2^24 elements. */
export const ROWS: number = isLong ? 2 ** 20 + 3 : 2 ** 12 + 3;
