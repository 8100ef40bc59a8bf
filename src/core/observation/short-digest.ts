// A short name for a text: not a secret and not proof against forgery.

/** 53 bits of the text as 14 hexadecimal digits: two multiplicative 32-bit hashes, mixed at the end. */
export function shortDigest(text: string): string {
  let high = 0x9e37_79b1;
  let low = 0x85eb_ca77;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e37_79b1);
    low = Math.imul(low ^ code, 0xc2b2_ae3d);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35);
  const bits = (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0);
  return bits.toString(16).padStart(14, '0');
}
