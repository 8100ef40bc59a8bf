// Orders: their list, one with all that is known of it, and whether a system may be told of it now.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Rule } from '../../../core/contract/contract.js';
import { emptyTally } from '../../../core/detect/tally.js';
import type { May } from '../../../core/handoff/may.js';
import { may } from '../../../core/handoff/may.js';
import { currentMode } from '../../../core/ledger/modes.js';
import { headlineWords } from '../../../core/ledger/view-states.js';
import { judgedOrders } from '../../../core/order/judge.js';
import type { Story } from '../../../store/store.js';
import { listedOrderAnswer, orderAnswer } from '../answers.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { givenOnly, knownWords, refuseUnknown, sinceOf } from '../filters.js';
import { sendProblem } from '../problem.js';
import {
  candidatesShape,
  listed,
  mayQuery,
  mayShape,
  orderShape,
  ordersShape,
  since,
} from '../shapes.js';
import { RequestFault } from '../validation.js';

const namedMost = 200;

const ordersQuery = z.strictObject({
  ...listed,
  state: z.enum(headlineWords).optional().describe('the headline'),
  system: z.string().optional().describe('one that has said something of it'),
  since: since.describe('something of it happened then or later'),
});

const scope = 'read';

export function ordersRoutes(server: FastifyInstance, doors: Doors): void {
  server.get(
    '/api/orders',
    declared({
      scope,
      summary: 'Orders, and whether the systems agree on them.',
      query: ordersQuery,
      answers: { 200: ordersShape },
    }),
    async (request) => orders(doors, request.query as z.infer<typeof ordersQuery>),
  );
  server.get<{ Params: { readonly ref: string } }>(
    '/api/orders/:ref',
    declared({
      scope,
      summary: 'All that is known of one order, by any of its names or by namespace:value.',
      answers: { 200: orderShape, 300: candidatesShape },
    }),
    async ({ params }, reply) => order(doors, params.ref, reply),
  );
  server.get<{ Params: { readonly ref: string } }>(
    '/api/orders/:ref/may',
    declared({
      scope,
      summary: 'Whether a system may be told a thing of the order now: ask before you push.',
      query: mayQuery,
      answers: { 200: mayShape, 300: candidatesShape },
    }),
    async ({ params, query }, reply) =>
      mayTell(doors, { ref: params.ref, ...(query as z.infer<typeof mayQuery>) }, reply),
  );
}

async function orders(
  doors: Doors,
  { limit, cursor, ...filters }: z.infer<typeof ordersQuery>,
): Promise<unknown> {
  const { store, cursors } = doors;
  const asked = JSON.stringify(['orders', filters]);
  const { state, system } = filters;
  const page = await store.orders({
    after: await cursors.after(cursor, asked),
    most: limit,
    ...givenOnly({ headline: state, system, since: sinceOf(filters) }),
  });
  await refuseUnknown(page, { named: { system }, cursor }, doors);
  const next = await cursors.of(page.next, asked);
  return { orders: page.rows.map(listedOrderAnswer), next };
}

/** The story of whoever bears the name; null: nobody. Where several do, they are answered. */
async function storyOf(
  { store }: Doors,
  ref: string,
  reply: FastifyReply,
): Promise<Story | null | FastifyReply> {
  const found = await store.named(ref, namedMost);
  const [only] = found;
  if (only === undefined) return null;
  if (found.length === 1) return store.story(only.type, only.key);
  const candidates = found.map(({ type, key, headline }) => ({ type, key, headline }));
  return reply.code(300).send({ candidates });
}

async function order(doors: Doors, ref: string, reply: FastifyReply): Promise<unknown> {
  const story = await storyOf(doors, ref, reply);
  if (story === null) {
    const detail = 'No subject of the ledger bears this name.';
    return sendProblem(reply, { status: 404, title: 'Unknown name', detail });
  }
  return 'subject' in story ? orderAnswer(story) : story;
}

interface MayAsked extends z.infer<typeof mayQuery> {
  readonly ref: string;
}

async function mayTell(doors: Doors, asked: MayAsked, reply: FastifyReply): Promise<unknown> {
  const { systems } = doors.interpreting.contract;
  if (!systems.has(asked.to)) {
    const known = knownWords([...systems.keys()].sort());
    throw new RequestFault(400, `to: the contract has no system of this name. ${known}`);
  }
  const story = await storyOf(doors, asked.ref, reply);
  if (story === null) return unheard;
  return 'subject' in story ? permission(doors, story, asked) : story;
}

const unheard: May = { answer: 'hold', because: 'Nothing was heard of it yet.' };

async function permission(
  doors: Doors,
  story: Story,
  { to, do: operation }: MayAsked,
): Promise<May> {
  const deciding = await doors.deciding();
  const { contract } = deciding.context;
  const inMode = (rule: Rule): Rule => {
    const { mode } = currentMode(deciding.book, rule.id) ?? rule;
    return { ...rule, mode };
  };
  const statements = story.told.map(({ text }) => deciding.read(text).statement);
  const judged = judgedOrders(statements, { ...deciding.orders, tally: emptyTally() });
  const found = judged.find(({ order: { record } }) => record.key === story.subject.key);
  if (found === undefined) return unheard;
  const { record, orderClass } = found.order;
  const rules = contract.rules.map(inMode);
  const context = { ...deciding.context, contract: { ...contract, rules } };
  return may({ record, orderClass, context }, to, operation);
}
