// What the bundled page and the fallback page share: the fetcher and GraphiQL's settings. Plain JS without packages.
import { tabs } from './examples.js';

const ENDPOINT = '/graphql';

/** The headers to send: names in lower case, and no `Authorization` while its token is still to be pasted. */
function sent(headers = {}) {
  const all = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).trim()]);
  return Object.fromEntries(all.filter(([name, value]) => name !== 'authorization' || !/^(bearer)?$/i.test(value)));
}

async function overHttp(params, headers) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'graphql-require-preflight': '1',
      ...headers,
    },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`HTTP ${response.status}: ${text.slice(0, 500)}`);
  }
}

// One socket per subscription, so that it always carries the token the header editor holds now.
async function* overSocket(createClient, params, { authorization }) {
  const url = new URL(ENDPOINT, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const client = createClient({ url: url.href, connectionParams: authorization ? { authorization } : {}, retryAttempts: 0 });
  try {
    yield* client.iterate(params);
  } catch (error) {
    if (typeof error?.code === 'number') throw new Error(`The socket closed: ${error.code} ${error.reason ?? ''}`.trim());
    throw error;
  } finally {
    await client.dispose();
  }
}

function isSubscription(document, name) {
  const operations = (document?.definitions ?? []).filter((definition) => definition.kind === 'OperationDefinition');
  const chosen = name ? operations.find((operation) => operation.name?.value === name) : operations[0];
  return chosen?.operation === 'subscription';
}

/** GraphiQL's fetcher: POST, or graphql-transport-ws for a subscription, by graphql-ws's `createClient`. */
export function createFetcher(createClient) {
  return ({ query, variables, operationName }, options = {}) => {
    const params = { query, variables: variables ?? undefined, operationName: operationName ?? undefined };
    const headers = sent(options.headers);
    const live = operationName !== 'IntrospectionQuery' && isSubscription(options.documentAST, operationName);
    return live ? overSocket(createClient, params, headers) : overHttp(params, headers);
  };
}

/** GraphiQL's properties, but for the fetcher. */
export const settings = {
  defaultTabs: tabs,
  defaultEditorToolsVisibility: 'headers',
  shouldPersistHeaders: true,
  schemaDescription: true,
  inputValueDeprecation: true,
};
