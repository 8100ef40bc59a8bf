// What the descriptions of one kind of payment have in common: their words, their ids left out. Kept as
// a digest, since a description may hold a buyer's name.
import { shortDigest } from './short-digest.js';

const idLike = /[\d#/_-]/;

/** @returns null where nothing is described. */
export function descriptionShape(description: string): string | null {
  const words = description
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  return shortDigest(words.map((word) => (idLike.test(word) ? '#' : word)).join(' '));
}
