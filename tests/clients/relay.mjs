// The Relay compiler against the contract: the documents that it generates from an application's fragments run on the server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import compiler from 'relay-compiler';
import { newcomer, send } from './operations.mjs';
import { main, step } from './tap.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'careergraph-relay.'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The text of a generated operation. */
const text = (name) => {
  const [, json] = /"text": ("(?:[^"\\]|\\.)*")/.exec(readFileSync(path.join(folder, 'made', `${name}.graphql.js`), 'utf8'));
  return JSON.parse(json);
};

await main(async () => {
  await step('Relay: the compiler accepts the schema and the fragments', () => {
    cpSync(path.join(root, 'tests/clients/relay'), path.join(folder, 'src'), { recursive: true });
    cpSync(path.join(root, 'schema.graphql'), path.join(folder, 'schema.graphql'));
    const config = { src: './src', schema: './schema.graphql', language: 'javascript', artifactDirectory: './made', eagerEsModules: true };
    writeFileSync(path.join(folder, 'relay.config.json'), JSON.stringify(config));
    writeFileSync(path.join(folder, 'package.json'), '{}');
    mkdirSync(path.join(folder, 'made'));
    execFileSync(compiler, ['relay.config.json'], { cwd: folder, stdio: 'pipe', env: { ...process.env, FORCE_NO_WATCHMAN: '1' } });
  });

  const { token, application } = await newcomer();
  await step('Relay: the first page', async () => {
    const { viewer } = await send(text('BoardQuery'), { count: 1 }, token);
    const [{ node, cursor }] = viewer.applications.edges;
    assert.equal(node.id, application.id);
    assert.ok(cursor && viewer.applications.pageInfo && node.__typename === 'Application');
  });

  await step('Relay: an object is refetched by its id', async () => {
    const { node } = await send(text('CardRefetchQuery'), { id: application.id }, token);
    assert.deepEqual([node.id, node.__typename, node.stage], [application.id, 'Application', application.stage]);
  });

  await step('Relay: a mutation', async () => {
    const input = { id: application.id, expectedVersion: application.version, to: 'APPLIED' };
    const { moveApplication } = await send(text('BoardMoveMutation'), { input }, token);
    assert.deepEqual([moveApplication.application.id, moveApplication.application.stage], [application.id, 'APPLIED']);
  });
});
