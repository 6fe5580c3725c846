// GraphiQL in a headless Chromium that reaches nothing but BASE_URL, a server that was just started with --demo: every example is run as the
// page describes, headers are kept, and nothing violates the content security policy. With the fallback page the CDN's files are served from
// npm tarballs, so that their hashes are checked too.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { cdnFile } from './cdn.mjs';
import { base } from './operations.mjs';
import { main, pause, step } from './tap.mjs';

const PATIENCE = 20_000;
const CDN = 'https://cdn.jsdelivr.net/';
const screenshot = process.env.ARTEFACTS ?? fileURLToPath(new URL('../../artefacts/graphiql.png', import.meta.url));
const flags = '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const types = { js: 'text/javascript', css: 'text/css' };

const complaints = [];
const elsewhere = [];
const workers = [];
const fallback = (await (await fetch(new URL('/graphiql', base))).text()).includes(CDN);

/** Only the server's origin is reachable, and the CDN for the fallback page. */
async function answer(route) {
  const url = route.request().url();
  if (new URL(url).origin === base.origin) return route.continue();
  if (fallback && url.startsWith(CDN)) {
    const headers = { 'access-control-allow-origin': '*', 'content-type': types[url.split('.').pop()] };
    return route.fulfill({ body: cdnFile(url), headers });
  }
  elsewhere.push(url);
  return route.abort();
}

function listen(page) {
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' || /worker|Content.Security.Policy/i.test(text)) complaints.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${error}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}: ${request.failure()?.errorText}`));
  page.on('websocket', (socket) => new URL(socket.url()).host === base.host || elsewhere.push(socket.url()));
  page.on('worker', (worker) => workers.push(worker.url()));
}

/** The text of an editor; Monaco renders spaces as no-break spaces. */
const shown = async (page, editor) => (await page.locator(`${editor} .view-lines`).innerText()).replaceAll('\u00a0', ' ');

async function shows(page, editor, text) {
  const end = Date.now() + PATIENCE;
  let seen = '';
  while (Date.now() < end) {
    seen = await shown(page, editor);
    if (seen.includes(text)) return;
    await pause(100);
  }
  throw new Error(`${editor} does not show ${text} but: ${seen}`);
}

/** Presses the run button, and chooses one of the document's operations. */
async function run(page, operation) {
  await page.locator('.graphiql-execute-button').click();
  await page.getByRole('menuitem', { name: operation, exact: true }).click();
}

/** Runs an operation over HTTP, waits until the page shows a part of the response, and returns its data. */
async function answered(page, operation, shownPart) {
  ran.add(operation);
  const [response] = await Promise.all([
    page.waitForResponse((candidate) => candidate.request().postData()?.includes(`"operationName":"${operation}"`)),
    run(page, operation),
  ]);
  await shows(page, RESULT, shownPart);
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, operation);
  for (const [field, payload] of Object.entries(data)) assert.deepEqual(payload.userErrors ?? [], [], `${operation}: ${field}`);
  return data;
}

/** Replaces the content of the tool below the editor, "Variables" or "Headers", as a user does who pastes into it. */
async function paste(page, tool, content) {
  await page.locator('.graphiql-editor-tools').getByRole('button', { name: tool, exact: true }).click();
  await page.locator(`${TOOL} .view-lines`).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(content, null, 2));
  await page.keyboard.press('ControlOrMeta+v');
}

/** The names of the examples on the server. */
async function exampleNames() {
  const source = await (await fetch(new URL('/graphiql/assets/examples.js', base))).text();
  const { tabs } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return tabs.flatMap(({ query }) => [...query.matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(([, name]) => name));
}

const ran = new Set();
const QUERY = '.graphiql-query-editor';
const RESULT = '.result-window';
const TOOL = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';

async function steps(page) {
  await step('the start page links to pages that exist', async () => {
    await page.goto(base.href);
    const links = await page.locator('a').evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
    for (const wanted of ['/graphiql', '/schema.graphql', '/docs/README.md']) assert.ok(links.includes(new URL(wanted, base).href), wanted);
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  });

  await step(`GraphiQL opens with example operations (${fallback ? 'fallback page' : 'bundle'})`, async () => {
    await page.goto(new URL('/graphiql', base).href);
    await page.locator(`${QUERY} .monaco-editor`).waitFor({ timeout: PATIENCE });
    await shows(page, QUERY, 'mutation SignUp {');
    assert.equal(await page.locator('.graphiql-tab').count(), 2);
  });

  const token = await step('SignUp runs unchanged and returns a token', async () => {
    const { signUp } = await answered(page, 'SignUp', '"accessToken"');
    assert.equal(signUp.verificationSent, false);
    mkdirSync(path.dirname(screenshot), { recursive: true });
    await page.screenshot({ path: screenshot.replace(/\.png$/, '-first.png') });
    return signUp.session.accessToken;
  });

  await step('SignIn and Jobs run unchanged', async () => {
    const { signIn } = await answered(page, 'SignIn', '"signIn"');
    assert.ok(signIn.session.accessToken);
    const { jobs } = await answered(page, 'Jobs', '"totalCount"');
    assert.equal(jobs.nodes.length, 5, 'the demo data has postings');
  });

  const id = await step('the second tab runs with the token of the first', async () => {
    await page.locator('.graphiql-tab').nth(1).click();
    await shows(page, QUERY, 'query Me');
    await paste(page, 'Headers', { Authorization: `Bearer ${token}` });
    const { viewer } = await answered(page, 'Me', '"email": "ada@example.org"');
    assert.deepEqual(viewer.notifications.nodes, []);
    const { addPerson } = await answered(page, 'AddPerson', '"Ann Example"');
    assert.ok(addPerson.person.companyId, 'the demo data has the company');
    const { jobs } = await answered(page, 'KnownThere', '"Ann Example"');
    assert.ok(jobs.totalCount > 0);
    const { addEmployment } = await answered(page, 'AddEmployment', '"Dock Planner"');
    assert.equal(addEmployment.profile.employments.length, 1);
    const { viewer: seeker } = await answered(page, 'Matches', '"matches"');
    assert.equal(seeker.matches.nodes.length, 5);
    assert.ok(seeker.matches.nodes.every(({ match }) => match.score > 0 && match.reasons.length > 0));
    const { viewer: importer } = await answered(page, 'Imports', '"jsonResume"');
    assert.deepEqual(importer.imports.nodes, []);
    assert.equal(importer.profile.jsonResume.work[0].name, 'Fernhill');
    const { createApplication } = await answered(page, 'CreateApplication', '"stage": "PREPARING"');
    return createApplication.application.id;
  });

  await step('the examples are valid', async () => {
    await pause(1_000);
    assert.equal(await page.locator('.squiggly-error').count(), 0);
  });

  await step('Watch shows what MoveApplication does in another tab of the browser', async () => {
    await paste(page, 'Variables', { id });
    ran.add('Watch');
    await run(page, 'Watch');
    // The text is stored with a delay, and the other tab of the browser reads it.
    await pause(1_500);
    const other = await page.context().newPage();
    listen(other);
    await other.goto(new URL('/graphiql', base).href);
    await other.locator(`${QUERY} .monaco-editor`).waitFor({ timeout: PATIENCE });
    await shows(other, QUERY, 'query Me');
    await answered(other, 'MoveApplication', '"stage": "APPLIED"');
    await other.close();
    await shows(page, RESULT, '"notificationReceived"');
    await shows(page, RESULT, 'Fernhill: applied');
    await page.screenshot({ path: screenshot.replace(/\.png$/, '-watch.png') });
  });

  await step('every example was run', async () => {
    await page.locator('.graphiql-execute-button').click();
    const { viewer } = await answered(page, 'Me', '"unreadNotificationCount": 1');
    assert.equal(viewer.notifications.nodes.length, 1);
    assert.deepEqual([...ran].sort(), (await exampleNames()).sort());
  });

  await step('the explorer opens', async () => {
    await page.getByRole('button', { name: /Show GraphiQL Explorer/i }).click();
    await page.locator('.graphiql-plugin', { hasText: 'notificationReceived' }).waitFor({ timeout: PATIENCE });
    await page.screenshot({ path: screenshot });
  });

  await step('keeps headers over a reload', async () => {
    await pause(1_000);
    await page.reload();
    await page.locator(`${QUERY} .monaco-editor`).waitFor({ timeout: PATIENCE });
    await shows(page, TOOL, `Bearer ${token.slice(0, 8)}`);
  });

  await step('the editor’s workers run, from the page’s own origin', () => {
    assert.ok(workers.length > 0);
    for (const url of workers) assert.ok(url.replace(/^blob:/, '').startsWith(base.origin), url);
  });
  await step('nothing else was requested', () => assert.deepEqual(elsewhere, []));
  await step('no errors and no violations of the content security policy', () => assert.deepEqual(complaints, []));
}

await main(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, headless: true, args: flags.split(' ') });
  try {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions });
    await context.route('**/*', answer);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    listen(page);
    await steps(page).catch(async (error) => {
      await page.screenshot({ path: screenshot.replace(/\.png$/, '-failed.png') }).catch(() => {});
      throw new Error([error.stack, ...complaints, ...elsewhere].join('\n'));
    });
  } finally {
    await browser.close();
  }
});
