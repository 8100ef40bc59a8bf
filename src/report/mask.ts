// Takes the e-mail addresses of buyers out of a report. Weir keeps no names or addresses of people; an
// export's id column, a status word or a row that could not be read may hold an address all the same.
import type { Report } from '../core/detect/report.js';

/** As long as RFC 5321, 4.5.3.1, lets a part be: without a bound a long text would cost its length squared. */
const address = /[^\s@<>"'(),;:=/|]{1,64}@[^\s@<>"'(),;:=/|]{1,255}\.[^\s@<>"'(),;:=/|]{1,255}/gu;

/** Fields in which people and teams of the house stand. */
const ofTheHouse: ReadonlySet<string> = new Set(['involve', 'owner', 'who']);

/** Each address becomes `[e-mail 1]`, `[e-mail 2]`, …: different ones stay different. */
class Mask {
  readonly #numbers = new Map<string, number>();

  /** The value without addresses in its texts; the value itself where it holds none. */
  of(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return this.#list(value as readonly unknown[]);
    return typeof value === 'object' && value !== null ? this.#fields(value) : value;
  }

  #text(text: string): string {
    if (!text.includes('@')) return text;
    return text.replace(address, (found) => `[e-mail ${this.#number(found)}]`);
  }

  #list(items: readonly unknown[]): readonly unknown[] {
    const masked = items.map((item) => this.of(item));
    return masked.every((item, index) => item === items[index]) ? items : masked;
  }

  #fields(fields: object): object {
    let masked = fields;
    for (const [name, value] of Object.entries(fields)) {
      const without: unknown = ofTheHouse.has(name) ? value : this.of(value);
      if (without !== value) masked = { ...masked, [name]: without };
    }
    return masked;
  }

  #number(found: string): number {
    const known = this.#numbers.get(found) ?? this.#numbers.size + 1;
    this.#numbers.set(found, known);
    return known;
  }
}

export function withoutAddresses(report: Report): Report {
  return new Mask().of(report) as Report;
}
