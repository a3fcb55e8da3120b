import { createHash } from "node:crypto";

/** Changes when a text does. */
export const fingerprintOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
