// A fault of the written contract: where in it, what is wrong, and how to mend it. Faults are
// collected, never thrown, so that one reading shows all of them.

/** Keys and indexes from the top of the document. */
export type Path = readonly (string | number)[];

export interface Fault {
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
  /** The fault is the last key of `path` itself, not the value behind it. */
  readonly onKey: boolean;
}

/** `handoffs.order-to-erp.within`, `identity[0][2]`: how a path is shown to a person. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** One fault a place: of two the earlier stands, for the later follows from it as a rule. */
export function distinctFaults(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = JSON.stringify([fault.path, fault.onKey]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
