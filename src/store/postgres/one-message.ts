// Statements that are sent in one turn of the event loop go to the server as one message with one Sync, and
// are answered by one: a message each costs both sides a system call and a waking, which for small
// statements is more than the statement (PostgreSQL, "Extended Query": what follows a statement that
// fails is passed over up to the Sync).
import pg from 'pg';
import { inBytes } from './array-parameters.js';

/** What pg has a query do, beside what its types tell of. */
interface Answered {
  readonly submit: (connection: pg.Connection) => Error | null;
  readonly handleRowDescription: (message: unknown) => void;
  readonly handleDataRow: (message: unknown) => void;
  readonly handleCommandComplete: (message: unknown, connection: pg.Connection) => void;
  readonly handleReadyForQuery: (connection: pg.Connection) => void;
  readonly handleError: (error: Error, connection: pg.Connection) => void;
}

/** Of a session: what the server is known to have been told to prepare. */
interface Preparing {
  readonly submittedNamedStatements: Record<string, string>;
}

interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

interface Sent {
  readonly statement: Statement;
  readonly settle: (result: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** Has a session send what is asked of it in one turn together. Where one of several fails, all of them do. */
export function sendTurnsTogether(client: pg.ClientBase, types: pg.CustomTypesConfig): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  let turn: Sent[] = [];
  const flush = (): void => {
    const sent = turn;
    turn = [];
    const [first] = sent;
    if (first === undefined) return;
    if (sent.length > 1) query(new OneMessage(sent, types));
    else (query(first.statement) as Promise<unknown>).then(first.settle, first.fail);
  };
  client.query = ((first: unknown, ...rest: unknown[]) => {
    const statement = statementOf(first, rest);
    if (statement === null) {
      flush();
      return query(first, ...rest);
    }
    return new Promise((settle, fail) => {
      turn.push({ statement: inBytes(statement), settle, fail });
      // After the promises of this turn have gone on: some of them send as well.
      if (turn.length === 1) process.nextTick(flush);
    });
  }) as typeof client.query;
}

/** null: it is answered by a callback, or is no statement. */
function statementOf(first: unknown, [values, callback]: readonly unknown[]): Statement | null {
  if (typeof values === 'function' || callback !== undefined) return null;
  if (typeof first === 'string') {
    return Array.isArray(values) ? { text: first, values } : { text: first };
  }
  const isStatement = typeof first === 'object' && first !== null && 'text' in first;
  return isStatement && values === undefined ? (first as Statement) : null;
}

/** pg answers a query in flight; this one passes the answers on to its statements, one after another. */
class OneMessage extends pg.Query {
  /** Of its statements, for whoever watches what is sent. */
  readonly texts: readonly string[];
  name: string | undefined;
  text = '';
  readonly #sent: readonly Sent[];
  readonly #statements: readonly Answered[];
  /** Of the statement that is being answered. */
  #place = 0;
  /** Why one of them can't be sent. */
  #refused: Error | null = null;

  constructor(sent: readonly Sent[], types: pg.CustomTypesConfig) {
    super({ text: '' });
    this.#sent = sent;
    this.texts = sent.map(({ statement }) => statement.text);
    this.#statements = sent.map(({ statement, settle, fail }) => {
      // Without this pg sends what has no values as a simple query, which is a Sync of its own.
      const config = { ...statement, queryMode: 'extended', types };
      const done = (fault: unknown, result: unknown): void => {
        if (!(fault instanceof Error)) {
          settle(result);
          return;
        }
        this.#refused ??= fault;
        fail(fault);
      };
      return new pg.Query(config, done) as unknown as Answered;
    });
    this.#answering();
  }

  override readonly submit = (connection: pg.Connection): void => {
    const unsynced = Object.create(connection, {
      sync: { value: () => undefined },
    }) as pg.Connection;
    connection.stream.cork();
    for (const statement of this.#statements) {
      const wrong = statement.submit(unsynced);
      this.#refused ??= wrong;
      if (this.#refused === null) continue;
      // A fault of ours: nothing of the message may take effect, and what of it was written must not stand.
      connection.stream.destroy(this.#refused);
      return;
    }
    connection.sync();
    connection.stream.uncork();
  };

  handleRowDescription(message: unknown): void {
    this.#statements[this.#place]?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#statements[this.#place]?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    this.#statements[this.#place]?.handleCommandComplete(message, connection);
    this.#place += 1;
    this.#answering();
  }

  handleReadyForQuery(connection: pg.Connection): void {
    for (const statement of this.#statements) statement.handleReadyForQuery(connection);
  }

  handleError(error: Error, connection: pg.Connection & Preparing): void {
    for (const [place, { statement, fail }] of this.#sent.entries()) {
      // Passed over, it was not prepared.
      if (place > this.#place && statement.name !== undefined) {
        Reflect.deleteProperty(connection.submittedNamedStatements, statement.name);
      }
      fail(error);
    }
  }

  /** pg goes by these to know which statement the server has prepared. */
  #answering(): void {
    const statement = this.#sent[this.#place]?.statement;
    this.name = statement?.name;
    this.text = statement?.text ?? '';
  }
}
