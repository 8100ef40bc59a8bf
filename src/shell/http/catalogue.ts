// The routes of the API as they were declared: from them come the OpenAPI document, the answer to a
// method that a path does not have, and the law that no route under /api/ is open by oversight.
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Declaration } from './declaration.js';
import { declarationIn } from './declaration.js';

export interface CataloguedRoute {
  readonly method: string;
  readonly path: string;
  /** null: a door of a system's own, which is described elsewhere. */
  readonly declaration: Declaration | null;
}

export class Catalogue {
  readonly #routes: CataloguedRoute[] = [];

  get routes(): readonly CataloguedRoute[] {
    return this.#routes;
  }

  /** Notes every route that is declared from here on. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) {
        if (method !== 'HEAD') this.#routes.push(catalogued(method, route));
      }
    });
  }

  /** Methods that a path has; none: there is no such path. */
  methodsOf(path: string): readonly string[] {
    const methods = this.#routes
      .filter((route) => matches(route.path, path))
      .map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}

const guarded = ['/api/', '/metrics'];

function catalogued(method: string, { url, config }: RouteOptions): CataloguedRoute {
  const declaration = declarationIn(config);
  if ((declaration?.scope ?? null) === null && guarded.some((start) => url.startsWith(start))) {
    throw new Error(`${method} ${url} does not say what a key must allow`);
  }
  return { method, path: url, declaration };
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.at(-1) === '*') {
    return given.length >= wanted.length && startsAs(wanted.slice(0, -1), given);
  }
  return wanted.length === given.length && startsAs(wanted, given);
}

function startsAs(wanted: readonly string[], given: readonly string[]): boolean {
  return wanted.every((part, index) => part.startsWith(':') || part === given[index]);
}
