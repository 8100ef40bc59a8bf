// A system that is told things over HTTP as the contract says. It knows no product: what to send and
// how to read the answer are expressions of the contract.
import type {
  Contract,
  HttpCommand,
  HttpDeclaration,
  Operation,
} from '../../core/contract/contract.js';
import type { TemplatePart } from '../../core/contract/path-template.js';
import { templateOf } from '../../core/contract/path-template.js';
import type { Command } from '../../core/ledger/command.js';
import { erasedAnswer, tokensIn } from '../../core/people/split.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Delivery, Destination, LookUp, Reply } from '../connector.js';
import { xmlText } from '../reading/xml-text.js';
import type { HttpClient } from './client.js';
import { effectOf, shownOf } from './effect.js';
import { guarded } from './erased.js';
import type { Expression } from './expression.js';
import { expressionOf } from './expression.js';
import type { Present, Read, Readers, Seen, Written } from './reply.js';
import { readLookUp, readReply } from './reply.js';
import { headerKey, pathOf, wordingsOf } from './request.js';

export interface HttpDestinationGiven {
  readonly contract: Pick<Contract, 'joins'>;
  readonly declaration: HttpDeclaration;
  /** Headers with their secrets in place. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: HttpClient;
  readonly now: () => Instant;
}

interface Way {
  readonly path: readonly TemplatePart[];
  readonly readers: Readers;
}

interface CommandWay extends Way {
  readonly declared: HttpCommand;
  readonly body: Expression | null;
}

export class HttpDestination implements Destination {
  readonly #given: HttpDestinationGiven;
  /** Path of the address: all paths stand under it. */
  readonly #under: string;
  readonly #commands: ReadonlyMap<Operation, CommandWay>;
  readonly #lookUps: ReadonlyMap<Operation, Way>;

  constructor(given: HttpDestinationGiven) {
    this.#given = given;
    const { url, commands, lookUps } = given.declaration;
    this.#under = new URL(url).pathname.replace(/\/+$/, '');
    this.#commands = new Map(
      [...commands].map(([operation, declared]) => [operation, commandWay(declared)]),
    );
    this.wordings = wordingsOf(given.declaration);
    this.#lookUps = new Map(
      [...lookUps].map(([operation, { path, present, record, shows }]) => [
        operation,
        wayOf(path, { present, record, shows, accepted: null, refused: null }),
      ]),
    );
  }

  readonly idempotent: Destination['idempotent'] = (delivery) =>
    (this.#commands.get(commandIn(delivery).operation)?.declared.keysKeptMillis ?? null) !== null;

  readonly sparesErased = true;

  readonly wordings: Readonly<Record<string, string>>;

  readonly deliver: Destination['deliver'] = async (delivery) => {
    const command = commandIn(delivery);
    const way = this.#commands.get(command.operation);
    if (way === undefined) return refused(`the contract has no command ${command.operation}`);
    const path = pathOf(way.path, command);
    if (path === null) return refused('the command lacks a field of the path');
    const { format, timeoutMillis } = this.#given.declaration;
    const body = await bodyOf({ expression: way.body, format }, delivery, command);
    if ('failed' in body) return refused(body.failed);
    const { method, keyHeader } = way.declared;
    // Last of all: this process may have been stopped meanwhile, and its claim be another's.
    const since = delivery.claimedAt ?? this.#given.now();
    if (this.#given.now() - since > timeoutMillis) return tooLate;
    const exchanged = await this.#given.client.exchange({
      method,
      path: this.#under + path,
      headers: {
        accept: `application/${format}`,
        'content-type': `application/${format}`,
        ...this.#given.headers,
        [keyHeader.toLowerCase()]: headerKey(delivery.key),
      },
      body: body.text,
    });
    const now = this.#given.now();
    return this.#replied(await readReply(exchanged, { readers: way.readers, now }), command);
  };

  readonly lookUp: Destination['lookUp'] = async (delivery) => {
    const command = commandIn(delivery);
    const seen = await this.#ask(command);
    return seen.found === 'present' ? this.#present(seen, command) : seen;
  };

  readonly readBack: Destination['readBack'] = async (delivery) => {
    const command = commandIn(delivery);
    const seen = await this.#ask(command);
    if (seen.found !== 'present') return seen;
    if (seen.shows === null)
      return { found: 'unsure', answer: `${seen.answer}, and shows nothing`, afterMillis: null };
    const { contract, now } = this.#given;
    const { record, shows } = seen;
    const shown = shownOf({ command, record, at: now() }, shows, contract);
    return { found: 'present', answer: seen.answer, observations: shown };
  };

  async #ask(command: Command): Promise<Seen | { readonly found: 'unable' }> {
    const way = this.#lookUps.get(command.operation);
    const path = way === undefined ? null : pathOf(way.path, command);
    if (way === undefined || path === null) return { found: 'unable' };
    const exchanged = await this.#given.client.exchange({
      method: 'GET',
      path: this.#under + path,
      headers: {
        accept: `application/${this.#given.declaration.format}`,
        ...this.#given.headers,
      },
      body: null,
    });
    return readLookUp(exchanged, { readers: way.readers, now: this.#given.now() });
  }

  readonly certificateUntil = (): Instant | null => this.#given.client.certificateUntil?.() ?? null;

  readonly close: Destination['close'] = async () => this.#given.client.close();

  #replied(read: Read, command: Command): Reply {
    if (read.outcome !== 'accepted') return read;
    const { outcome, answer, record } = read;
    return { outcome, answer, observations: this.#observations(command, record) };
  }

  #present(seen: Present, command: Command): LookUp {
    const { found, answer, record } = seen;
    return { found, answer, observations: this.#observations(command, record) };
  }

  #observations(command: Command, record: string | null): ReturnType<typeof effectOf> {
    const { contract, now } = this.#given;
    return effectOf({ command, record, at: now() }, contract);
  }
}

/** The bytes are our own, written by the ledger. */
function commandIn({ command }: Delivery): Command {
  return JSON.parse(command) as Command;
}

const tooLate: Reply = {
  outcome: 'unsent',
  answer: 'it was claimed too long ago to be sent',
};

function refused(answer: string): Reply {
  return { outcome: 'refused', answer };
}

function commandWay(declared: HttpCommand): CommandWay {
  const body = written(declared.body);
  return { ...wayOf(declared.path, { ...declared, present: null, shows: null }), declared, body };
}

function wayOf(path: string, parts: Written): Way {
  const { accepted, refused: refuse, record, present, shows } = parts;
  const template = templateOf(path);
  // The contract was checked when it was read.
  if ('message' in template) throw new Error(template.message);
  const readers = {
    accepted: written(accepted),
    refused: written(refuse),
    record: written(record),
    present: written(present),
    shows: written(shows),
  };
  return { path: template, readers };
}

function written(text: string | null): Expression | null {
  if (text === null) return null;
  const expression = expressionOf(text);
  if ('failed' in expression) throw new Error(expression.failed);
  return expression;
}

interface BodyWay {
  readonly expression: Expression | null;
  readonly format: HttpDeclaration['format'];
}

async function bodyOf(
  { expression, format }: BodyWay,
  delivery: Delivery,
  command: Command,
): Promise<{ readonly text: string } | { readonly failed: string }> {
  if (expression === null) {
    const isErased = tokensIn(delivery.command).length > 0;
    return isErased ? { failed: erasedAnswer } : { text: delivery.command };
  }
  const evaluated = await expression.evaluate(guarded(command));
  if ('failed' in evaluated) {
    const isErased = evaluated.failed.includes(erasedAnswer);
    return isErased ? { failed: erasedAnswer } : bodyFails(evaluated.failed);
  }
  if (evaluated.value === undefined) return bodyFails('it gives nothing');
  if (format === 'json') return { text: JSON.stringify(evaluated.value) };
  const text = xmlText(evaluated.value);
  return text === null ? bodyFails('it gives no mapping with one outermost element') : { text };
}

function bodyFails(why: string): { readonly failed: string } {
  return { failed: `the body of the contract fails: ${why}` };
}
