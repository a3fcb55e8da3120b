export function packagesOf(readme: string): string[];
export function typedCodeOf(readme: string): string;
export function codeOf(readme: string, scope?: { readonly before?: Readonly<Record<number, string>> }): string;
