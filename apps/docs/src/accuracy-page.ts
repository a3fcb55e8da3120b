/** The section of a readme under a heading, without the heading. */
export function sectionOf(readme: string, heading: string): string {
  const [, text] = new RegExp(`^## ${heading}\n([^]*?)(?=^## |$(?![^]))`, "m").exec(readme) ?? [];
  if (text === undefined) throw new Error(`accuracy: the readme has no section ${heading}; was it renamed?`);
  return text.trim();
}

/** How exact functions are, by what the packages state and their tests hold. */
export const accuracyPage = (readmes: { readonly wasm: string }): string => `# Accuracy

A unit in the last place (ulp) is the distance of two neighbouring numbers of a type. Correct rounding errs by half of it.

## Functions as they are

Elementary functions of \`@adjoint/tensor\` are computed in double precision and rounded once: half a unit in float32, about two at most in float64. Sums and products of matrices are
accumulated in double precision, whatever the type.

## On WebAssembly

${sectionOf(readmes.wasm, "Accuracy")}

## On the GPU

Devices differ in their last bits. The tests hold every operation to 3e-6 of the norm of what the reference gives, on every backend.
`;
