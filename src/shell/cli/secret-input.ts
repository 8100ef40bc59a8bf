// Credentials as a person or a program gives them: asked for on the terminal without being shown, or
// read from standard input, one NAME=value a line.
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';

export interface SecretInput {
  /** Somebody sits there who can be asked. */
  readonly isTerminal: boolean;
  /** An answer to each question, which is not shown; null: it was broken off. */
  readonly ask: (questions: readonly string[]) => Promise<readonly string[] | null>;
  /** All that is piped in. */
  readonly piped: () => Promise<string>;
}

export const secretInput: SecretInput = {
  isTerminal: process.stdin.isTTY,
  ask: askHidden,
  piped: async () => text(process.stdin),
};

/** The terminal shows nothing from before the first question to after the last answer. */
async function askHidden(questions: readonly string[]): Promise<readonly string[] | null> {
  // The line is edited as usual; what it would draw goes nowhere.
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({
    input: process.stdin,
    output: nowhere,
    terminal: true,
    historySize: 0,
  });
  const answers: string[] = [];
  const askNext = (): void => void process.stderr.write(questions[answers.length] ?? '');
  return new Promise((resolve) => {
    lines.on('line', (answer) => {
      // Several lines may come at once, and more than were asked for.
      if (answers.length === questions.length) return;
      answers.push(answer);
      process.stderr.write('\n');
      if (answers.length === questions.length) lines.close();
      else askNext();
    });
    lines.once('close', () => {
      resolve(answers.length === questions.length ? answers : null);
    });
    askNext();
  });
}
