// `systems:` of the contract: who takes part, and as what.
import { roles } from './contract.js';
import type { SystemDeclaration } from './contract.js';
import { roleOfName } from './infer.js';
import { entries, fault, field, isMapping, isPresent, keyFault, textAt, wordAt } from './place.js';
import type { Place } from './place.js';
import { zoneAt } from './scope.js';
import type { Scope } from './scope.js';

function systemOf(name: string, place: Place, isZone: Scope['isZone']): SystemDeclaration | null {
  if (!isMapping(place)) return null;
  const rolePlace = field(place, 'role');
  if (!isPresent(rolePlace)) {
    const guess = roleOfName(name) ?? 'storefront';
    fault(
      rolePlace,
      `"${name}" has no role.`,
      `Add role: ${guess}, or another of: ${roles.join(', ')}.`,
    );
    return null;
  }
  const role = wordAt(rolePlace, roles, 'role');
  if (role === null) return null;
  return {
    name,
    role,
    connector: textAt(field(place, 'connector')),
    zone: zoneAt(field(place, 'zone'), { systems: new Map(), declared: new Set(), isZone }),
    owner: textAt(field(place, 'owner')),
  };
}

export function compileSystems(place: Place, isZone: Scope['isZone']): Scope {
  const systems = new Map<string, SystemDeclaration>();
  const declared = new Set<string>();
  for (const [name, inner] of entries(place)) {
    if (name.trim() === '')
      keyFault(inner, 'A system has no name.', 'Name it, such as shop or erp.');
    declared.add(name);
    const system = systemOf(name, inner, isZone);
    if (system !== null) systems.set(name, system);
  }
  if (declared.size === 0) {
    const remedy =
      'Declare them under systems:, such as erp: { role: erp }; weir init writes them.';
    fault(place, 'The contract names no system.', remedy);
  }
  return { systems, declared, isZone };
}
