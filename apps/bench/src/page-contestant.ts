import type { Page } from "playwright-core";
import type { Contestant } from "./contestant.ts";
import { LackingError } from "./implementation.ts";
import type { PageReply } from "./serve-page.ts";
import type { Request } from "./serve.ts";

/** Of the page, in which the functions that it is given run. */
declare const answer: (request: Request) => Promise<PageReply>;

/** An implementation in a page of its own, of a browser that all share. */
export function pageContestant(name: string, page: Page, workload: string): Contestant {
  const ask = async (request: Request): Promise<PageReply> => {
    const reply = await page.evaluate((asked) => answer(asked), request);
    if ("lacking" in reply) throw new LackingError(reply.lacking);
    if ("failure" in reply) throw new Error(reply.failure);
    return reply;
  };
  return {
    name,
    check: async (steps) => {
      const { values, milliseconds } = (await ask({ check: workload, steps })) as {
        values: string;
        milliseconds: number;
      }; // the answer to this request
      const { buffer, byteOffset, byteLength } = Buffer.from(values, "base64");
      return { values: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)), milliseconds };
    },
    sample: async (runs) => ((await ask({ sample: runs })) as { mean: number }).mean, // likewise
    stop: () => void page.close(),
  };
}
