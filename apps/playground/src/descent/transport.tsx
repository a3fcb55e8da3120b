import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../controls/icon.tsx";
import { useTexts } from "../shell/settings-context.ts";
import type { Player } from "./player.ts";

/** Play, pause, a step at a time, and a timeline to drag. */
export function Transport({ player, steps }: { readonly player: Player; readonly steps: number }) {
  const { descent: texts } = useTexts();
  const [isPlaying, setPlaying] = useState(player.isPlaying);
  const timeline = useRef<HTMLInputElement>(null);
  const count = useRef<HTMLOutputElement>(null);
  useEffect(
    () =>
      player.watch(() => {
        setPlaying(player.isPlaying);
        timeline.current!.value = String(player.position);
        count.current!.value = String(player.position);
      }),
    [player],
  );
  return (
    <div class="transport" role="group" aria-label={texts.playback}>
      <button
        type="button"
        class="primary"
        aria-label={isPlaying ? texts.pause : texts.play}
        title={isPlaying ? texts.pause : texts.play}
        onClick={() => (isPlaying ? player.pause() : player.play())}
      >
        <Icon name={isPlaying ? "pause" : "play"} />
      </button>
      <button type="button" aria-label={texts.restart} title={texts.restart} onClick={() => player.moveTo(0)}>
        <Icon name="restart" />
      </button>
      <button
        type="button"
        aria-label={texts.stepOn}
        title={texts.stepOn}
        onClick={() => {
          player.pause();
          player.moveTo(player.position + 1);
        }}
      >
        <Icon name="step" />
      </button>
      <input
        ref={timeline}
        type="range"
        aria-label={texts.timeline}
        min={0}
        max={steps}
        onInput={(event) => {
          player.pause();
          player.moveTo(event.currentTarget.valueAsNumber);
        }}
      />
      <output ref={count} aria-label={texts.stepNow} aria-live="off">
        0
      </output>
    </div>
  );
}
