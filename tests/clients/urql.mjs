// urql: queries and mutations over HTTP, subscriptions over server-sent events and over graphql-ws.
import assert from 'node:assert/strict';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { VIEWER, WATCH, endpoint, move, newcomer, socket } from './operations.mjs';
import { collect, follows } from './follow.mjs';
import { main, step } from './tap.mjs';

const connect = (token, exchanges, options) =>
  new Client({
    url: endpoint.href,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
    exchanges: [cacheExchange, ...exchanges],
    ...options,
  });

const watch = (client, after, stop = () => {}) =>
  collect((sink) => {
    const { unsubscribe } = client.subscription(WATCH, { after }).subscribe(sink.next);
    return () => (unsubscribe(), stop());
  });

/** The exchange that carries subscriptions over a socket. */
const overSocket = (wire) =>
  subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({
      subscribe: (sink) => ({ unsubscribe: wire.subscribe({ query, variables }, sink) }),
    }),
  });

await main(async () => {
  await follows('urql, events', (token, after) => watch(connect(token, [fetchExchange], { fetchSubscriptions: true }), after));
  await follows('urql, graphql-ws', (token, after) => {
    const wire = socket(token);
    return watch(connect(token, [fetchExchange, overSocket(wire)]), after, () => wire.dispose());
  });

  const { token, application } = await newcomer();
  const client = connect(token, [fetchExchange]);
  await step('urql: runs a query', async () => {
    const { data } = await client.query(VIEWER, {}).toPromise();
    assert.match(data.viewer.user.email, /^ada-/);
  });

  await step('urql: runs a query by GET', async () => {
    const { data } = await connect(token, [fetchExchange], { preferGetMethod: 'force' }).query(VIEWER, {}).toPromise();
    assert.match(data.viewer.user.email, /^ada-/);
  });

  await step('urql: runs a mutation', async () => {
    const variables = { id: application.id, version: application.version, key: crypto.randomUUID() };
    const { data, error } = await client.mutation(move('APPLIED'), variables).toPromise();
    assert.equal(error, undefined);
    assert.equal(data.moveApplication.application.stage, 'APPLIED');
  });

  await step('urql: receives errors with their codes', async () => {
    const { error } = await client.query('{ nothing }', {}).toPromise();
    assert.equal(error.graphQLErrors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  });
});
