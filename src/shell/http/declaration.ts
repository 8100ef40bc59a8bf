// What a route says of itself where it is declared: who may call it, what it takes, what it answers.
// Everything that holds for all routes (keys, idempotency, validation, the OpenAPI document) reads it.
import type { FastifyContextConfig, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { z } from 'zod';
import type { Scope } from '../../store/access.js';

export interface Declaration {
  /** One sentence, for the reference. */
  readonly summary: string;
  /** What more whoever builds against it has to know, in sentences. */
  readonly description?: string;
  /** What a key must allow; null: the route is open to everybody. */
  readonly scope: Scope | null;
  /** It acts: it needs an Idempotency-Key, and is done once under it. */
  readonly acts?: true;
  readonly query?: z.ZodType;
  /** A JSON body. */
  readonly body?: z.ZodType;
  /** Media types of a body that is no JSON; the first is the one that is documented. */
  readonly takes?: readonly string[];
  /** Media types of a body that the route looks at itself, as it came. */
  readonly raw?: readonly string[];
  /** Status -> shape of the answer. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

interface Declared extends FastifyContextConfig {
  readonly declaration?: Declaration;
}

export function declared(declaration: Declaration): RouteShorthandOptions {
  const { query, body } = declaration;
  const config: Declared = { declaration };
  return {
    schema: {
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
    },
    config,
  };
}

/** null: a route of another kind, which looks after itself. */
export function declarationIn(config: FastifyContextConfig | undefined): Declaration | null {
  return (config as Declared | undefined)?.declaration ?? null;
}

export function declarationOf(request: FastifyRequest): Declaration | null {
  return declarationIn(request.routeOptions.config);
}
