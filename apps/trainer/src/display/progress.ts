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
export function showProgress(title: string, total: number): Progress {
  return process.stderr.isTTY ? bar(title, total) : log(title, total);
}

function bar(title: string, total: number): Progress {
  const format = `${title} {bar} {value}/{total} {message}`;
  // gracefulExit would swallow the first Ctrl-C: it stops the bar and lets the work go on
  const single = new SingleBar(
    { format, hideCursor: true, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  const stop = () => {
    for (const signal of ENDING) process.off(signal, end);
    single.stop();
  };
  const end = (signal: NodeJS.Signals) => {
    stop(); // shows the cursor again
    process.kill(process.pid, signal);
  };
  for (const signal of ENDING) process.on(signal, end);
  single.start(total, 0, { message: "" });
  return { update: (done, message) => single.update(done, { message }), stop };
}

const ENDING = ["SIGINT", "SIGTERM"] as const;

function log(title: string, total: number): Progress {
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
