// What a hub without a contract says of its two made-up systems, and what to try with them.
import { contractFileName } from './contract.js';

/**
 * @param listens the address of the hub, as it listens.
 * @param isKeyless no key exists: calls need none.
 */
export function aboutPair(listens: string, isKeyless: boolean): string {
  // Where it listens on every address, this machine is one of them.
  const url = listens.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
  const curl = isKeyless ? 'curl' : 'curl --header "Authorization: Bearer $KEY"';
  const ofKey = isKeyless ? '' : '\nKEY is one that weir keys create gave you.\n';
  return `
There is no ${contractFileName} here, so two made-up systems hand orders to each other: a shop and an ERP.
In another terminal:

  npx weir handoffs               what is still owed, and how far it has come
  npx weir findings               what is wrong
  npx weir trace ORDER            the story of one order
  ${curl} ${url}/api/counts
${ofKey}
A shipment whose order nobody knows yet, and then its order:

  ${curl} ${url}/api/observations --json '{"id":"s-1","system":"shop","kind":"shipment.shipped",
    "at":"'$(date -u +%FT%TZ)'","refs":{"order":"A-1","shipment":"S-1"},"data":{"lines":[{"sku":"MUG","qty":1}]}}'
  npx weir trace A-1
  ${curl} ${url}/api/observations --json '{"id":"o-1","system":"shop","kind":"order.placed",
    "at":"'$(date -u +%FT%TZ)'","refs":{"order":"A-1"},"data":{"payable":"captured","lines":[{"sku":"MUG","qty":1}]}}'
  npx weir trace A-1

npx weir init PATH writes a contract of your own from your files.
`;
}
