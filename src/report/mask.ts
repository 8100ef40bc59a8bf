// Takes the e-mail addresses of buyers out of a report. Weir keeps no names or addresses of people; an
// export's id column may hold an address all the same.
import type { Report, ReportFinding, ReportTimeline } from '../core/detect/report.js';

const address = /[^\s@<>"'(),;:=/|]+@[^\s@<>"'(),;:=/|]+\.[^\s@<>"'(),;:=/|]+/gu;

type Names = ReportFinding['subject']['refs'];

/** Each address becomes `[e-mail 1]`, `[e-mail 2]`, …: different ones stay different. */
class Mask {
  readonly #numbers = new Map<string, number>();

  readonly text = (text: string): string =>
    text.includes('@') ? text.replace(address, (found) => `[e-mail ${this.#number(found)}]`) : text;

  /** Who is to be involved is kept: teams of the house stand there, as the contract names them. */
  readonly finding = (found: ReportFinding): ReportFinding => {
    const { subject, explanation, remedy } = found;
    const all = [subject.key, explanation, remedy, ...Object.values(subject.refs).flat()];
    if (!all.some((text) => text.includes('@'))) return found;
    return {
      ...found,
      subject: { ...subject, key: this.text(subject.key), refs: this.#names(subject.refs) },
      explanation: this.text(explanation),
      remedy: this.text(remedy),
    };
  };

  readonly timeline = (timeline: ReportTimeline): ReportTimeline => ({
    ...timeline,
    subject: { ...timeline.subject, key: this.text(timeline.subject.key) },
    statements: timeline.statements.map((one) => ({
      ...one,
      word: one.word === null ? null : this.text(one.word),
      says: this.text(one.says),
    })),
  });

  #names(refs: Names): Names {
    const entries = Object.entries(refs);
    return Object.fromEntries(entries.map(([space, names]) => [space, names.map(this.text)]));
  }

  #number(found: string): number {
    const known = this.#numbers.get(found) ?? this.#numbers.size + 1;
    this.#numbers.set(found, known);
    return known;
  }
}

export function withoutAddresses(report: Report): Report {
  const mask = new Mask();
  return {
    ...report,
    findings: report.findings.map(mask.finding),
    timelines: report.timelines.map(mask.timeline),
  };
}
