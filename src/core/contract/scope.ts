// What the parts of the contract refer to while they are compiled: the systems by name and role.
import { roles } from './contract.js';
import type { Role, SystemDeclaration } from './contract.js';
import { nearest } from './nearest.js';
import { fault, keyFault, textAt } from './place.js';
import type { Place } from './place.js';

export interface Scope {
  readonly systems: ReadonlyMap<string, SystemDeclaration>;
  /** Names written under `systems:`, those that could not be read among them. */
  readonly declared: ReadonlySet<string>;
  readonly isZone: (zone: string) => boolean;
}

function unknownSystem(name: string, scope: Scope): { message: string; remedy: string } {
  const near = nearest(name, scope.declared);
  const known = [...scope.declared].join(', ');
  const declare = `Declare it under systems:, or name one of: ${known === '' ? '(none)' : known}.`;
  return {
    message: `No system is called "${name}".`,
    remedy: near === undefined ? declare : `Did you mean "${near}"?`,
  };
}

/** The name of a declared system; null and a fault where there is none. */
export function systemAt(place: Place, scope: Scope): string | null {
  const name = textAt(place);
  if (name === null || scope.declared.has(name)) return name;
  const { message, remedy } = unknownSystem(name, scope);
  fault(place, message, remedy);
  return null;
}

/** As `systemAt`, where the system's name is the key. */
export function systemKey(place: Place, name: string, scope: Scope): boolean {
  if (scope.declared.has(name)) return true;
  const { message, remedy } = unknownSystem(name, scope);
  keyFault(place, message, remedy);
  return false;
}

/** Roles that a word stands for: itself, or both kinds of channel. */
function rolesOf(word: string): readonly Role[] {
  if (word === 'channel') return ['storefront', 'marketplace'];
  return roles.filter((role) => role === word);
}

/** The systems that a name or a role stands for; a system's name goes before a role's. */
export function systemsAt(place: Place, scope: Scope): string[] {
  const word = textAt(place);
  if (word === null) return [];
  if (scope.declared.has(word)) return [word];
  const wanted = rolesOf(word);
  if (wanted.length === 0) {
    const { message, remedy } = unknownSystem(word, scope);
    const near = nearest(word, [...scope.declared, ...roles, 'channel']);
    fault(place, message, near === undefined ? remedy : `Did you mean "${near}"?`);
    return [];
  }
  const found = [...scope.systems.values()].filter((system) => wanted.includes(system.role));
  // A role that nobody could be read to have may be the one that somebody misspelt.
  const allRead = scope.systems.size === scope.declared.size;
  if (found.length === 0 && allRead) {
    const remedy = `Give a system under systems: the role ${word}, or name a system here.`;
    fault(place, `No system has the role ${word}.`, remedy);
  }
  return found.map((system) => system.name);
}

export function zoneAt(place: Place, scope: Scope): string | null {
  const zone = textAt(place);
  if (zone === null || scope.isZone(zone)) return zone;
  const remedy = 'Write its IANA name: America/New_York, Europe/Berlin, UTC.';
  fault(place, `"${zone}" is no time zone.`, remedy);
  return null;
}
