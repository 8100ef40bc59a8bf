// A finding in one line, as the lists and the story of an order show it.
import { acceptanceOf } from '../../core/ledger/standing-findings.js';
import type { FindingState } from '../../core/ledger/ledger.js';
import { instantText } from '../../core/observation/instant.js';

export function findingText(finding: FindingState): string {
  const { pattern, cause, state, detail } = finding;
  const { explanation } = JSON.parse(detail) as { readonly explanation: string };
  const accepted = acceptanceOf(finding);
  if (accepted === null) return `${pattern} (${cause}, ${state}): ${explanation}`;
  const until = accepted.until === null ? '' : ` until ${instantText(accepted.until)}`;
  return `${pattern} (${cause}, accepted${until}: ${accepted.reason}): ${explanation}`;
}
