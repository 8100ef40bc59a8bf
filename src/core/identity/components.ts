// Union-find over names, with the least name as the root, so that the result does not depend on
// the order in which names were joined.

export interface Components {
  readonly root: (name: string) => string;
  readonly join: (left: string, right: string) => void;
}

export function components(): Components {
  const parents = new Map<string, string>();
  const root = (name: string): string => {
    let current = name;
    for (let parent = parents.get(current); parent !== undefined; parent = parents.get(current)) {
      current = parent;
    }
    return current;
  };
  const join = (left: string, right: string): void => {
    const one = root(left);
    const other = root(right);
    if (one === other) return;
    if (one < other) parents.set(other, one);
    else parents.set(one, other);
  };
  return { root, join };
}
