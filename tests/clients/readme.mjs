// The session of README.md against a server that was just started with --demo: each operation runs as printed, and each printed
// response is a real one except for ids, tokens and cursors, which differ in each run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { endpoint, socket } from './operations.mjs';
import { main, pause, step } from './tap.mjs';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const session = readme.split('\n## ').find((section) => section.startsWith('A session'));
const blocks = [...session.matchAll(/```(graphql|json)\n(.*?)```/gs)].map(([, kind, text]) => ({ kind, text }));

const differs = /^(?:(?:post|appl)_[0-9a-f]{32}|eyJ.*|AQ[\w-]{33})$/;
const plain = (value) => JSON.parse(JSON.stringify(value), (_, part) => (typeof part === 'string' && differs.test(part) ? 'differs' : part));

/** Printed ids and tokens, and their values in this run. */
const names = new Map([['ada@example.org', `ada-${crypto.randomUUID()}@example.org`]]);
let token;
let answers = [];

function learn(printed, real) {
  if (typeof printed === 'string' && printed !== real) names.set(printed, real);
  if (typeof printed === 'object' && printed) for (const key of Object.keys(printed)) learn(printed[key], real[key]);
}

const asItIsNow = (text) => [...names].reduce((now, [printed, real]) => now.replaceAll(printed, real), text);

async function send(query) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { extensions: _, ...answer } = await response.json();
  token ??= answer.data?.signUp?.session?.accessToken;
  answers.push(answer);
}

await main(async () => {
  for (const { kind, text } of blocks) {
    const first = text.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
    if (kind === 'json') {
      await step(`the response is ${first}`, async () => {
        const printed = JSON.parse(text);
        const came = () => answers.find((answer) => isDeepStrictEqual(plain(answer), plain(printed)));
        for (let tries = 0; tries < 100 && !came(); tries += 1) await pause(100);
        assert.ok(came(), `printed ${JSON.stringify(printed)}, but what came is ${JSON.stringify(answers)}`);
        const real = came();
        learn(printed, real);
        answers = answers.filter((answer) => answer !== real);
      });
    } else if (text.startsWith('subscription')) {
      await step(`subscribes to ${first}`, async () => {
        const next = ({ extensions: _, ...answer }) => answers.push(answer);
        socket(token).subscribe({ query: text }, { next, error: (error) => answers.push({ error }), complete() {} });
        // The server accepts it within a second.
        await pause(1_000);
      });
    } else {
      await step(`runs ${first}`, () => send(asItIsNow(text)));
    }
  }
  assert.ok(blocks.length >= 10, 'the session is there');
});
