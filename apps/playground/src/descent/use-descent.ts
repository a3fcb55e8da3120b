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
    client.current = new DescentClient({
      onLandscape: (found) => {
        setLandscape(found);
        setProblem(undefined);
      },
      onProblem: setProblem,
      onWalk: (found) => {
        walk.current = found;
        player.end = found.steps;
        setVersion((count) => count + 1);
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
  }, [speed]);
  return { player, walk, version, landscape, problem, crash };
}
