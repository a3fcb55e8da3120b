import { useEffect, useRef, useState } from "preact/hooks";
import type { TargetState, TrainingRequest } from "./messages.ts";
import { idleRun, type RunView, TrainingClient } from "./training-client.ts";

export interface Example {
  readonly pixels: Float32Array;
  readonly label: number;
}

export interface Training {
  readonly view: RunView;
  readonly targets: readonly TargetState[];
  readonly probabilities: Float32Array | undefined;
  readonly example: Example | undefined;
  readonly send: (request: TrainingRequest) => void;
}

/** A run in a worker of its own, which lives as long as the page. */
export function useTraining(fileName: string): Training {
  const client = useRef<TrainingClient | undefined>(undefined);
  const [view, setView] = useState<RunView>(idleRun);
  const [targets, setTargets] = useState<readonly TargetState[]>([]);
  const [probabilities, setProbabilities] = useState<Float32Array>();
  const [example, setExample] = useState<Example>();
  useEffect(() => {
    client.current = new TrainingClient({
      onView: setView,
      onTargets: setTargets,
      onSaved: (file) => download(file, fileName),
      onPredicted: setProbabilities,
      onExample: (pixels, label) => setExample({ pixels, label }),
    });
    client.current.send({ kind: "targets" });
    return () => client.current?.close();
  }, [fileName]);
  return { view, targets, probabilities, example, send: (request) => client.current?.send(request) };
}

function download(file: Uint8Array<ArrayBuffer>, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
