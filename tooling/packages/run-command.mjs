import { spawn } from "node:child_process";

/**
 * Runs a program and gives what it wrote to standard output; what it wrote is shown only if it fails.
 * @throws Error with the command and its output.
 */
export function runCommand(command, parameters, { cwd, env = {}, timeout = 600_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd, timeout, env: { ...process.env, ...env } });
    let out = "";
    let all = "";
    child.stdout.on("data", (text) => {
      out += text;
      all += text;
    });
    child.stderr.on("data", (text) => {
      all += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${[command, ...parameters].join(" ")}: ended with ${code ?? signal}\n${all.trim()}`));
    });
  });
}
