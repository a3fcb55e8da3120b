/** What is wrong with a formula; the page says it in the language of the visitor. */
export type FormulaProblem =
  | { readonly code: "empty" }
  | { readonly code: "tooLong"; readonly limit: number }
  | { readonly code: "tooDeep" }
  | { readonly code: "unknownSign"; readonly found: string; readonly at: number }
  | { readonly code: "unknownName"; readonly found: string; readonly at: number }
  | { readonly code: "expectedOperand"; readonly found: string; readonly at: number }
  | { readonly code: "expectedEnd"; readonly found: string; readonly at: number }
  | { readonly code: "expectedClose"; readonly found: string; readonly at: number }
  | { readonly code: "expectedOpen"; readonly found: string; readonly at: number }
  | { readonly code: "argumentCount"; readonly found: string; readonly at: number; readonly count: number };

export class FormulaError extends Error {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    super(`formula: ${JSON.stringify(problem)}`);
    this.problem = problem;
  }
}
