// The characters that structure an interchange, as its own header declares them.

export interface Separators {
  readonly element: string;
  /** null: the header declares none. */
  readonly component: string | null;
  readonly repetition: string | null;
  readonly terminator: string;
  /** Takes its meaning from the character after it (EDIFACT); null: there is no such character (X12). */
  readonly release: string | null;
}

/** Before the first header: nothing separates. */
export const noSeparators: Separators = {
  element: '',
  component: null,
  repetition: null,
  terminator: '',
  release: null,
};

export function areEqual(some: Separators, others: Separators): boolean {
  return (
    some.element === others.element &&
    some.component === others.component &&
    some.repetition === others.repetition &&
    some.terminator === others.terminator &&
    some.release === others.release
  );
}
