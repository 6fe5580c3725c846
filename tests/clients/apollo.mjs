// Apollo Client: queries and mutations over HTTP, subscriptions over multipart HTTP and over graphql-ws.
import assert from 'node:assert/strict';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { VIEWER, WATCH, endpoint, move, newcomer, socket } from './operations.mjs';
import { collect, follows } from './follow.mjs';
import { main, step } from './tap.mjs';

const http = (token) => new HttpLink({ uri: endpoint.href, headers: { authorization: `Bearer ${token}` } });
const connect = (link) => new ApolloClient({ link, cache: new InMemoryCache() });

const watch = (client, after, stop = () => {}) =>
  collect((sink) => {
    const running = client.subscribe({ query: gql(WATCH), variables: { after } }).subscribe(sink);
    return () => (running.unsubscribe(), stop());
  });

await main(async () => {
  await follows('Apollo, multipart', (token, after) => watch(connect(http(token)), after));
  await follows('Apollo, graphql-ws', (token, after) => {
    const wire = socket(token);
    const isSubscription = ({ operationType }) => operationType === 'subscription';
    return watch(connect(ApolloLink.split(isSubscription, new GraphQLWsLink(wire), http(token))), after, () => wire.dispose());
  });

  const { token, application } = await newcomer();
  const client = connect(http(token));
  await step('Apollo: runs a query', async () => {
    const { data } = await client.query({ query: gql(VIEWER) });
    assert.match(data.viewer.user.email, /^ada-/);
  });

  await step('Apollo: runs a mutation, whose result is in the cache', async () => {
    const variables = { id: application.id, version: application.version, key: crypto.randomUUID() };
    await client.mutate({ mutation: gql(move('APPLIED')), variables });
    const fragment = gql`fragment Stage on Application { stage version }`;
    const cached = client.cache.readFragment({ id: `Application:${application.id}`, fragment });
    assert.deepEqual({ stage: cached.stage, version: cached.version }, { stage: 'APPLIED', version: application.version + 1 });
  });

  await step('Apollo: receives errors with their codes', async () => {
    const broken = client.query({ query: gql`{ nothing }` });
    await assert.rejects(broken, (error) => CombinedGraphQLErrors.is(error) || /GRAPHQL_VALIDATION_FAILED/.test(error.bodyText));
    const foreign = client.query({ query: gql`query($id: ID!) { node(id: $id) { id } }`, variables: { id: 'unknown' } });
    assert.equal((await foreign).data.node, null);
  });
});
