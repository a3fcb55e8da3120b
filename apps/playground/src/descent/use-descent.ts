import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FormulaProblem } from "../formula/formula-error.ts";
import { DescentClient, type Walk } from "./descent-client.ts";
import type { DescentSettings } from "./descent-settings.ts";
import type { Landscape } from "./messages.ts";
import { Player } from "./player.ts";

/** What the worker found for the settings, and the player that shows it. */
export interface Descent {
  readonly player: Player;
  readonly walk: { current: Walk | undefined };
  /** Grows with each part of the walk that has come in: for what is drawn less often than each frame. */
  readonly version: number;
  readonly landscape: Landscape | undefined;
  readonly problem: FormulaProblem | undefined;
  readonly crash: string | undefined;
}

export function useDescent({ formula, x, y, start, runs, noise, seed, steps, speed }: DescentSettings): Descent {
  const player = useMemo(() => new Player(), []);
  const walk = useRef<Walk | undefined>(undefined);
  const client = useRef<DescentClient | undefined>(undefined);
  const [landscape, setLandscape] = useState<Landscape>();
  const [problem, setProblem] = useState<FormulaProblem>();
  const [crash, setCrash] = useState<string>();
  const [version, setVersion] = useState(0);

  useEffect(() => {
    const tell = fewTimes(() => setVersion((count) => count + 1));
    client.current = new DescentClient({
      onLandscape: (found) => {
        setLandscape(found);
        setProblem(undefined);
      },
      onProblem: setProblem,
      onWalk: (found) => {
        walk.current = found;
        player.redraw();
        tell(found.length > found.steps);
      },
      onCrash: setCrash,
    });
    return () => client.current?.close();
  }, []);

  useEffect(() => client.current!.landscape({ formula, x, y }), [formula, x, y]);
  useEffect(
    () => client.current!.descend({ formula, start, runs, noise, seed, steps }),
    [formula, start, runs, noise, seed, steps],
  );
  useEffect(() => {
    player.speed = speed;
    player.end = steps;
  }, [speed, steps]);
  return { player, walk, version, landscape, problem, crash };
}

/** Milliseconds between two drawings of the charts while a walk goes on. */
const PAUSE = 250;

/** Calls at most a few times a second, and at once for what is the last. */
function fewTimes(call: () => void): (isLast: boolean) => void {
  let next = 0;
  return (isLast) => {
    if (!isLast && performance.now() < next) return;
    call();
    next = performance.now() + PAUSE;
  };
}
