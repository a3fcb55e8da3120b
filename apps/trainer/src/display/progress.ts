import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  /** How far it is, and what there is to say. */
  update(done: number, message: string): void;
  stop(): void;
}

/**
 * The progress of long work, on stderr: a bar on a terminal, a line every tenth of the way in a log, so that stdout
 * belongs to the results.
 */
export const showProgress = (title: string, total: number): Progress =>
  process.stderr.isTTY ? bar(title, total) : logProgress(title, total);

function bar(title: string, total: number): Progress {
  const format = `${title} {bar} {value}/{total} {message}`;
  // gracefulExit would swallow the first Ctrl-C: it stops the bar and lets the work go on
  const single = new SingleBar({ format, clearOnComplete: true, gracefulExit: false }, Presets.shades_classic);
  single.start(total, 0, { message: "" });
  return { update: (done, message) => single.update(done, { message }), stop: () => single.stop() };
}

/** A line for each tenth of the way. */
export function logProgress(title: string, total: number): Progress {
  let tenths = 0;
  return {
    update: (done, message) => {
      const reached = Math.floor((10 * done) / total);
      if (reached > tenths) process.stderr.write(`${title} ${done}/${total} ${message}\n`);
      tenths = Math.max(tenths, reached);
    },
    stop: () => {},
  };
}
