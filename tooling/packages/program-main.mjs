// Runs the program and tells who asked: a page by its title, a worker by a message, Node.js on standard output.
import { program } from "./program.mjs";

const text = JSON.stringify(program());
if (typeof document === "object") document.title = text;
else if (typeof postMessage === "function" && typeof process === "undefined") postMessage(text);
else console.log(text);
