// The documentation site. usage: main.ts dev | main.ts build
import { fileURLToPath } from "node:url";
import { build, createServer } from "vitepress";
import { BASE } from "./relocatable.ts";
import { writeApi } from "./write-api.ts";
import { writePages } from "./write-pages.ts";

const app = fileURLToPath(new URL("..", import.meta.url));

await writePages();
await writeApi();
if (process.argv[2] === "build") {
  await build(app, { base: BASE });
  process.exit(0); // devices and watchers may still wait for work
}
const server = await createServer(app);
await server.listen();
server.printUrls();
