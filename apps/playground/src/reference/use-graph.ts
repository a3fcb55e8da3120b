import { useEffect, useState } from "preact/hooks";
import type { GraphReply, GraphRequest } from "./graph-messages.ts";

/** One worker draws for all entries of the page; it starts with the first one that is opened. */
let worker: Worker | undefined;
let lastId = 0;

export function useGraph({ category, name, settings, target }: Omit<GraphRequest, "id">): GraphReply | undefined {
  const [reply, setReply] = useState<GraphReply>();
  useEffect(() => {
    worker ??= new Worker(new URL("./reference.worker.ts", import.meta.url), { type: "module" });
    const id = ++lastId;
    const listen = ({ data }: MessageEvent<GraphReply>): void => {
      if (data.id === id) setReply(data);
    };
    const request: GraphRequest = { id, category, name, settings, target };
    worker.addEventListener("message", listen);
    worker.postMessage(request);
    return () => worker?.removeEventListener("message", listen);
  }, [category, name, settings, target]);
  return reply;
}
