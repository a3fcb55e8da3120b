/** The same text for nested arrays and plain records of the same form whose leaves have the same text. */
export function textOf(node: unknown, textOfLeaf: (leaf: unknown) => string): string {
  if (Array.isArray(node)) {
    let text = "(";
    for (const child of node) text += `${textOf(child, textOfLeaf)},`;
    return `${text})`;
  }
  if (!isRecord(node)) return textOfLeaf(node);
  let text = "{";
  for (const name of Object.keys(node))
    if (node[name] !== undefined) text += `${JSON.stringify(name)}:${textOf(node[name], textOfLeaf)},`;
  return `${text}}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
