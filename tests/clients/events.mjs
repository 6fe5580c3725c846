// The real graphql-sse client in its distinct connections mode.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';
import { VIEWER, WATCH, endpoint, newcomer } from './operations.mjs';
import { collect, follows } from './follow.mjs';
import { main, step } from './tap.mjs';

const events = (token) => createClient({ url: endpoint.href, retryAttempts: 0, headers: { authorization: `Bearer ${token}` } });

/** The only result of an operation. */
const only = (client, query) =>
  new Promise((resolve, reject) => {
    const results = [];
    client.subscribe({ query }, { next: (result) => results.push(result), error: reject, complete: () => resolve(results) });
  });

await main(async () => {
  await follows('graphql-sse', (token, after) => {
    const client = events(token);
    return collect((sink) => {
      client.subscribe({ query: WATCH, variables: { after } }, sink);
      return () => client.dispose();
    });
  });

  const { token } = await newcomer();
  await step('graphql-sse: runs a query', async () => {
    const [result, ...more] = await only(events(token), VIEWER);
    assert.match(result.data.viewer.user.email, /^ada-/);
    assert.deepEqual(more, []);
  });

  await step('graphql-sse: receives validation errors', async () => {
    const [result] = await only(events(token), 'subscription { nothing }');
    assert.equal(result.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  });

  await step('graphql-sse: is refused with an invalid token', async () => {
    await assert.rejects(only(events('nonsense'), VIEWER), ({ response }) => response.status === 401);
  });
});
