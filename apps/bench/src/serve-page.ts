import type { Implementation } from "./implementation.ts";
import { answering, type Reply, type Request } from "./serve.ts";
import type { Workload } from "./workload.ts";

/** A reply as it leaves a page: numbers as their bytes in base64. */
export type PageReply =
  | Exclude<Reply, { readonly values: Float32Array }>
  | { readonly values: string; readonly milliseconds: number };

/** Answers requests to a page, by its global function `answer`. */
export function servePage(implementation: Implementation, workloads: readonly Workload[]): void {
  const reply = answering(implementation, workloads);
  const answer = async (request: Request): Promise<PageReply> => {
    const outcome = await reply(request);
    return "values" in outcome ? { ...outcome, values: toBase64(outcome.values) } : outcome;
  };
  Object.assign(globalThis, { answer });
}

const CHUNK = 3 * 2 ** 12; // bytes: base64 takes three at a time

function toBase64(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = "";
  for (let from = 0; from < bytes.length; from += CHUNK)
    text += btoa(String.fromCharCode(...bytes.subarray(from, from + CHUNK)));
  return text;
}
