// What a list is filtered by, as SQL. A filter that is not given is no condition at all: the planner would
// not find the index of one that may be null.

type Value = string | number | readonly string[];

export interface Conditions {
  /** Follows a first condition; empty where nothing is filtered. */
  readonly where: string;
  readonly values: readonly Value[];
}

/**
 * @param named conditions with the value that each `?` stands for; undefined: it is not given. Their
 * parameters begin with `$3`, after the place in the list and the size of the page.
 */
export function conditions(
  named: readonly (readonly [condition: string, value: Value | undefined])[],
): Conditions {
  const given = named.flatMap(([condition, value]) =>
    value === undefined ? [] : [[condition, value] as const],
  );
  return {
    where: given
      .map(([condition], index) => ` and ${condition.replace('?', `$${index + 3}`)}`)
      .join(''),
    values: given.map(([, value]) => value),
  };
}
