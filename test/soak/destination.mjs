// A destination as a process of its own: takes orders over HTTP, loses three answers in ten, hangs when
// it is told to, and keeps what it did in a file that outlives it. Each order that it takes is one more
// effect, however often it took it before.
//   node destination.mjs FILE PORT

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { URL } from 'node:url';

const [file, port] = process.argv.slice(2);
const lost = 0.3;
/** After so many lost answers to one order it answers: or a short run would end in a long pause. */
const lostMost = 2;
const held = new Set();
const misheard = new Map();
let isHanging = false;
let isKind = false;

if (existsSync(file)) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line !== '') held.add(line);
  }
}

const isLost = (what) => {
  const before = misheard.get(what) ?? 0;
  if (isKind || before >= lostMost || Math.random() >= lost) return false;
  misheard.set(what, before + 1);
  return true;
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://destination');
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (url.pathname === '/control') {
    isHanging = url.searchParams.get('hang') === 'yes';
    isKind = url.searchParams.get('kind') === 'yes';
    answer(200, {});
    return;
  }
  const name = (order) => `${url.pathname.split('/')[1]} ${order}`;
  if (request.method === 'GET') {
    const what = name(url.searchParams.get('ref'));
    if (isHanging) return;
    answer(200, held.has(what) ? [{ id: `R-${what.replace(' ', '-')}` }] : []);
    return;
  }
  const { ref } = await json(request);
  const what = name(ref);
  const isBefore = Math.random() < 0.5;
  const loses = isLost(what);
  if (loses && isBefore) {
    request.socket.destroy();
    return;
  }
  appendFileSync(file, `${what}\n`);
  held.add(what);
  if (isHanging) return;
  if (loses) request.socket.destroy();
  else answer(201, { id: `R-${what.replace(' ', '-')}` });
});

server.listen(Number(port), '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
