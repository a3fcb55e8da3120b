/** A table in Markdown; the first row is its head. */
export const markdownTable = ([head, ...rows]: readonly (readonly string[])[]): string =>
  [head!, head!.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
