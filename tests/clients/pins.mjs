// The fallback page loads the versions that web/graphiql pins, and files with the stated hashes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cdnFile, cdnManifest, integrity } from './cdn.mjs';
import { main, step } from './tap.mjs';

const read = (file) => readFileSync(new URL(`../../web/graphiql/${file}`, import.meta.url), 'utf8');
const page = read('cdn.html');
const script = read('src/cdn.js');
const pinned = JSON.parse(read('package.json')).dependencies;

const tags = [...page.matchAll(/(?:href|src)="(https:[^"]+)" integrity="([^"]+)"/g)].map(([, url, hash]) => [url, hash]);
const [, workers] = /const PACKAGE = '([^']+)'/.exec(script);
const started = [...script.matchAll(/\['([^']+)', '(sha384-[^']+)'\]/g)].map(([, file, hash]) => [workers + file, hash]);

await main(async () => {
  await step('everything from the CDN has a hash', () => {
    assert.equal(tags.length, page.match(/(?:href|src)="https:/g).length);
    assert.equal(tags.length + started.length, 6);
  });
  for (const [url, hash] of [...tags, ...started]) {
    await step(`the hash of ${url.split('/npm/')[1]}`, () => assert.equal(integrity(cdnFile(url)), hash));
  }
  await step('the content security policy allows these packages only', () => {
    const policy = readFileSync(new URL('../../src/http/graphiql.rs', import.meta.url), 'utf8');
    const allowed = new Set([...policy.matchAll(/https:[^\s;"\\]+/g)].map(([source]) => source));
    const needed = new Set([...tags, ...started].map(([url]) => url.replace(/(@\d[^/]*\/).*/, '$1')));
    assert.deepEqual([...allowed].sort(), [...needed].sort());
  });
  await step('the CDN’s GraphiQL is the pinned one', () => {
    const bundle = cdnManifest(workers).dependencies;
    for (const name of ['graphiql', '@graphiql/plugin-explorer', 'react', 'react-dom']) assert.equal(bundle[name], pinned[name], name);
    const socket = cdnManifest(tags.find(([url]) => url.includes('/graphql-ws@'))[0]);
    assert.equal(socket.version, pinned['graphql-ws']);
  });
});
