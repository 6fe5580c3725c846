// The MCP client of the protocol's own project: an assistant with a token that may only read, one that may propose, and one that may move.
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { base, newcomer, send } from './operations.mjs';
import { main, step } from './tap.mjs';

const TOKEN = `mutation Token($scopes: [ApiTokenScopeInput!]!) {
  createApiToken(input: { name: "an assistant", scopes: $scopes }) { secret userErrors { message code path } }
}`;

/** A token of the user with these scopes, as `AREA VERB`. */
async function tokenWith(session, ...scopes) {
  const named = scopes.map((scope) => scope.split(' ')).map(([area, verb]) => ({ area, verb }));
  return (await send(TOKEN, { scopes: named }, session)).createApiToken.secret;
}

/** A connected client; `mode` is the version of the protocol. */
async function connect(token, mode) {
  const client = new Client({ name: 'careergraph-clients', version: '0.0.0' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', base), { requestInit }));
  return client;
}

/** The data of a call that succeeds. */
async function call(client, name, args = {}) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, JSON.stringify(result));
  return result.structuredContent.data;
}

/** The first text of a call that fails. */
async function refusal(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.equal(result.isError, true, JSON.stringify(result));
  return result.content[0].text;
}

await main(async () => {
  const { token: session, application } = await newcomer();
  const reader = await tokenWith(session, 'APPLICATIONS READ', 'PROFILES READ', 'JOBS READ');
  const writer = await tokenWith(session, 'APPLICATIONS READ', 'APPLICATIONS WRITE');
  const toScreening = { id: application.id, expectedVersion: application.version, to: 'APPLIED' };

  for (const [version, mode] of [['2026-07-28', { pin: '2026-07-28' }], ['2025-11-25', 'legacy']]) {
    const client = await step(`${version}: connects`, () => connect(reader, mode));

    await step(`${version}: is told about the server`, () => {
      assert.equal(client.getServerVersion().name, 'careergraph');
      assert.match(client.getInstructions(), /VERSION_CONFLICT/);
    });

    await step(`${version}: is shown what the token may use`, async () => {
      const { tools } = await client.listTools();
      const names = tools.map(({ name }) => name);
      for (const name of ['get_board', 'search_postings', 'list_matches', 'search_schema']) assert.ok(names.includes(name), name);
      assert.ok(!names.includes('move_application') && !names.includes('list_notifications'));
      assert.ok(tools.every(({ annotations }) => annotations.readOnlyHint));
    });

    await step(`${version}: reads the board`, async () => {
      const { viewer } = await call(client, 'get_board');
      const cards = viewer.board.flatMap(({ applications }) => applications);
      assert.deepEqual(cards.map(({ id, companyName }) => [id, companyName]), [[application.id, 'Fernhill']]);
    });

    await step(`${version}: searches postings and reads one`, async () => {
      const { jobs } = await call(client, 'search_postings', { query: 'engineer', first: 2 });
      assert.equal(jobs.nodes.length, 2);
      const { node } = await call(client, 'get_posting', { id: jobs.nodes[0].id });
      assert.equal(node.title, jobs.nodes[0].title);
    });

    await step(`${version}: searches the schema`, async () => {
      const { content } = await client.callTool({ name: 'search_schema', arguments: { words: 'move application' } });
      assert.match(content[0].text, /moveApplication\(/);
    });

    await step(`${version}: is refused a write`, async () => {
      const text = await refusal(client, 'move_application', toScreening);
      assert.equal(text, 'FORBIDDEN: This API token lacks the scope "applications:write".');
      const { viewer } = await call(client, 'get_application', { id: application.id });
      assert.equal(viewer.application.stage, 'PREPARING');
    });
    await client.close();
  }

  await step('a token that may propose moves nothing before its user accepts', async () => {
    const { token: owner, application: card } = await newcomer();
    const client = await connect(await tokenWith(owner, 'APPLICATIONS READ', 'APPLICATIONS PROPOSE'), 'auto');
    const move = { id: card.id, expectedVersion: card.version, to: 'APPLIED', proposalReason: 'The letter is sent.' };
    const { moveApplication } = await call(client, 'move_application', move);
    const stage = async () => (await call(client, 'get_application', { id: card.id })).viewer.application.stage;
    assert.equal(await stage(), 'PREPARING');
    const { viewer } = await send('{ viewer { proposals(isOpen: true) { nodes { id mutation reason state } } } }', {}, owner);
    const [proposal] = viewer.proposals.nodes;
    assert.deepEqual([proposal.id, proposal.mutation, proposal.reason], [moveApplication.proposalId, 'moveApplication', 'The letter is sent.']);
    const accept = 'mutation ($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { state } userErrors { message code path } } }';
    const { acceptAgentProposal } = await send(accept, { id: proposal.id }, owner);
    assert.equal(acceptAgentProposal.proposal.state, 'ACCEPTED');
    assert.equal(await stage(), 'APPLIED');
    const own = await call(client, 'list_proposals');
    assert.deepEqual(own.viewer.proposals.nodes.map(({ id, state }) => [id, state]), [[proposal.id, 'ACCEPTED']]);
    await client.close();
  });

  await step('a token that may write moves the application', async () => {
    const client = await connect(writer, 'auto');
    const { moveApplication } = await call(client, 'move_application', toScreening);
    assert.equal(moveApplication.application.stage, 'APPLIED');
    assert.match(await refusal(client, 'move_application', toScreening), /^VERSION_CONFLICT: /);
    await client.close();
  });

  await step('a request without a token is refused', async () => {
    const response = await fetch(new URL('/mcp', base), { method: 'POST' });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer');
  });
});
