import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runServer } from "verdaccio";
import { runCommand } from "./run-command.mjs";

/**
 * A registry on this machine for our scope alone; everybody may publish. `userconfig` is a file of settings for npm and
 * pnpm by which they use it for that scope, and what they use otherwise for the rest.
 */
export async function startRegistry(folder) {
  const home = join(folder, "registry");
  mkdirSync(home);
  const server = await runServer({
    self_path: home,
    storage: join(home, "storage"),
    auth: { htpasswd: { file: join(home, "htpasswd") } },
    packages: { "@adjoint/*": { access: "$all", publish: "$anonymous" } },
    uplinks: {},
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "fatal" },
    max_body_size: "50mb",
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${server.address().port}`;
  const userconfig = join(home, "npmrc");
  const elsewhere = (await runCommand("npm", ["config", "get", "registry"])).trim();
  // a token that nobody issued: npm does not publish without one
  const settings = `registry=${elsewhere}\n@adjoint:registry=http://${host}/\n//${host}/:_authToken=anonymous\n`;
  writeFileSync(userconfig, settings);
  writeFileSync(join(home, ".npmrc"), settings); // of the folder: it goes before what a user has set for our scope
  return { url: `http://${host}/`, home, userconfig, stop: () => server.close() };
}
