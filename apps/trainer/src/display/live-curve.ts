import { logProgress, type Progress } from "./progress.ts";
import { terminalChart } from "./terminal-chart.ts";

/** The progress of a training, with the losses so far. */
export interface LiveCurve extends Progress {
  /** The loss of one more epoch. */
  add(loss: number): void;
}

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const CLEAR_TO_END = "\u001b[0J";
const upBy = (lines: number): string => (lines > 0 ? `\u001b[${lines}A` : "");

/** How often it is drawn at most, in milliseconds. */
const PAUSE = 100;

const HEIGHT = 8;
const BAR = 24;

/** The curve of the losses that grows as they come, above how far it is: on a terminal; in a log, lines. */
export function showLiveCurve(title: string, total: number, before: readonly number[] = []): LiveCurve {
  if (!process.stderr.isTTY) return liveLog(title, total);
  const losses = [...before];
  let lines = 0;
  let drawn = -Infinity;
  process.stderr.write(HIDE_CURSOR);
  const draw = (text: string): void => {
    process.stderr.write(`${upBy(lines)}\r${CLEAR_TO_END}${text}\n`);
    lines = text.split("\n").length;
  };
  return {
    add: (loss) => losses.push(loss),
    update: (done, message) => {
      if (performance.now() - drawn < PAUSE && done < total) return;
      drawn = performance.now();
      const filled = Math.floor((BAR * done) / total);
      const status = `${title} ${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${Math.floor(done)}/${total} ${message}`;
      const curve = losses.length > 1 ? `${terminalChart([{ name: "loss", values: losses }], HEIGHT)}\n` : "";
      draw(`${curve}${status.slice(0, (process.stderr.columns || 80) - 1)}`);
    },
    stop: () => process.stderr.write(`${upBy(lines)}\r${CLEAR_TO_END}${SHOW_CURSOR}`),
  };
}

/** Lines about whole epochs: parts of one would say nothing new. */
function liveLog(title: string, total: number): LiveCurve {
  const { update, stop } = logProgress(title, total);
  return {
    add: () => {},
    update: (done, message) => {
      if (Number.isInteger(done)) update(done, message);
    },
    stop,
  };
}
