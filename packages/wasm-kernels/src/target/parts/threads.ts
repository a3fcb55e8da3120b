import { availableThreads } from "../../threads/start-worker.ts";
import { divideResults } from "../../loops/divide-results.ts";
import { divideProduct } from "../divide-product.ts";
import { costOf } from "../step-cost.ts";
import type { TargetPart } from "../target-part.ts";
import { threadedEngine } from "../threaded-engine.ts";

const MOST_THREADS = 8;
/** A program that takes less runs on one thread: it never pays for others. In microseconds. */
const WORTH_THREADS = 200;

/**
 * Shares the work of programs that are large enough. `count`: how many threads, the calling one included; default: as many
 * as the machine runs at a time, at most 8. They need shared memory, which a page has when it is cross-origin isolated.
 * @throws RangeError when `count` is no integer from 1 up.
 */
export function threads(count?: number): TargetPart {
  if (count !== undefined && !(Number.isInteger(count) && count >= 1))
    throw new RangeError(`wasmTarget: threads must be an integer from 1 up, got ${count}; leave it out for all?`);
  return {
    divideResults,
    divideProduct,
    engineFor: (graph, steps) => {
      const cost = steps.reduce((total, group) => total + costOf(graph, group), 0);
      const most = count ?? Math.min(availableThreads(), MOST_THREADS);
      const isShared = most > 1 && cost >= WORTH_THREADS && typeof SharedArrayBuffer === "function";
      return isShared ? threadedEngine(most) : undefined;
    },
  };
}
