// Offsets of the zones that PayPal abbreviates in its reports: the zone of the account, summer time
// stated by its own letters. What could be two zones (CST, IST) is read as PayPal's accounts use it.
import { meaningOf } from '../reading/words.js';

const offsets: Readonly<Record<string, string>> = {
  UTC: '+00:00',
  GMT: '+00:00',
  WET: '+00:00',
  BST: '+01:00',
  WEST: '+01:00',
  CET: '+01:00',
  MET: '+01:00',
  CEST: '+02:00',
  MEST: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  IST: '+05:30',
  HKT: '+08:00',
  SGT: '+08:00',
  AWST: '+08:00',
  JST: '+09:00',
  ACST: '+09:30',
  ACDT: '+10:30',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  BRT: '-03:00',
  AST: '-04:00',
  EDT: '-04:00',
  EST: '-05:00',
  CDT: '-05:00',
  CST: '-06:00',
  MDT: '-06:00',
  MST: '-07:00',
  PDT: '-07:00',
  PST: '-08:00',
};

/** `+01:00` of `CET`, `GMT+01:00` or `+0100`; null where nobody can tell. */
export function offsetOfAbbreviation(zone: string): string | null {
  const name = zone.trim().toUpperCase();
  const known = meaningOf(offsets, name);
  if (known !== undefined) return known;
  const stated = /^(?:GMT|UTC)?([+-]\d{2}):?(\d{2})$/.exec(name);
  return stated === null ? null : `${stated[1] ?? ''}:${stated[2] ?? ''}`;
}
