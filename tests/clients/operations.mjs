// The operations of these tests, and the two ways to send one.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { pause } from './tap.mjs';

export const base = new URL(process.env.BASE_URL ?? 'http://127.0.0.1:8080');
export const endpoint = new URL('/graphql', base);

export const SIGN_UP = `mutation SignUp($email: String!) {
  signUp(input: { email: $email, password: "correct horse battery staple", name: "Ada" }) {
    session { accessToken }
    userErrors { message code path }
  }
}`;

export const CREATE = `mutation Create($key: String!) {
  createApplication(input: { company: "Fernhill", role: "Platform Engineer", idempotencyKey: $key }) {
    application { id stage version }
    userErrors { message code path }
  }
}`;

// The stage is an enum value, so it is inlined, not passed as a variable.
export const move = (stage) => `mutation Move($id: ID!, $version: Int!, $key: String!) {
  moveApplication(input: { id: $id, expectedVersion: $version, to: ${stage}, idempotencyKey: $key }) {
    application { id stage version }
    userErrors { message code path }
  }
}`;

export const WATCH = `subscription Watch($after: String) {
  notificationReceived(after: $after) { cursor notification { id kind title body createdAt } }
}`;

export const VIEWER = `query Me { viewer { user { id email name } unreadNotificationCount } }`;

const INBOX = `query Inbox { viewer { notifications(first: 1) { edges { cursor node { title } } } } }`;

/** Sends one operation over HTTP and returns its data; any error is thrown. */
export async function send(query, variables, token) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`HTTP ${response.status}: ${JSON.stringify(errors)}`);
  for (const [field, payload] of Object.entries(data)) {
    if (payload?.userErrors?.length) throw new Error(`${field}: ${JSON.stringify(payload.userErrors)}`);
  }
  return data;
}

/** The access token of a new account, and an application. */
export async function newcomer() {
  const { signUp } = await send(SIGN_UP, { email: `ada-${crypto.randomUUID()}@example.org` });
  const token = signUp.session.accessToken;
  const { createApplication } = await send(CREATE, { key: crypto.randomUUID() }, token);
  return { token, application: createApplication.application };
}

/** Moves an application to a stage and returns its new state. */
export async function moveTo(application, stage, token) {
  const variables = { id: application.id, version: application.version, key: crypto.randomUUID() };
  return (await send(move(stage), variables, token)).moveApplication.application;
}

/** The cursor of the newest notification, when its title names this stage: a subscription after it misses nothing. */
export async function cursorOf(stage, token) {
  for (;;) {
    const [newest] = (await send(INBOX, {}, token)).viewer.notifications.edges;
    if (newest?.node.title.toLowerCase().includes(stage)) return newest.cursor;
    await pause(50);
  }
}

/** A graphql-ws client with a token. */
export function socket(token) {
  const url = new URL(endpoint);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return createClient({
    url: url.href,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    connectionParams: { authorization: `Bearer ${token}` },
  });
}
