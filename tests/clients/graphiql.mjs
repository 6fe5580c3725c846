// GraphiQL in a headless Chromium that reaches nothing but BASE_URL: operations, a subscription, headers kept, no complaint of the
// content security policy. With the fallback page the CDN's files are answered from npm's tarballs, so that their hashes are checked too.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { cdnFile } from './cdn.mjs';
import { base, moveTo, newcomer } from './operations.mjs';
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

/** Only our own origin is answered; the CDN only where the page is the one that needs it. */
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

/** What an editor shows; Monaco writes its spaces as no-break spaces. */
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

/** Presses the button that runs, and chooses one of the document's operations. */
async function run(page, operation) {
  await page.locator('.graphiql-execute-button').click();
  await page.getByRole('menuitem', { name: operation, exact: true }).click();
}

const QUERY = '.graphiql-query-editor';
const RESULT = '.result-window';
const HEADERS = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';

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
    await shows(page, QUERY, 'mutation SignUp');
    assert.equal(await page.locator('.graphiql-tab').count(), 2);
  });

  await step('runs a query', async () => {
    await run(page, 'Jobs');
    await shows(page, RESULT, '"pageInfo"');
  });

  const { token, application } = await step('signs up beside it', newcomer);

  await step('sends the headers of the editor', async () => {
    await page.locator('.graphiql-tab').nth(1).click();
    await shows(page, QUERY, 'Watch');
    await page.locator(`${HEADERS} .view-lines`).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify({ Authorization: `Bearer ${token}` }));
    await page.keyboard.press('ControlOrMeta+v');
    await run(page, 'Me');
    await shows(page, RESULT, '"email": "ada-');
  });

  await step('the examples fit the schema', async () => {
    await pause(1_000);
    assert.equal(await page.locator('.squiggly-error').count(), 0);
  });

  await step('a subscription delivers', async () => {
    await run(page, 'Watch');
    await pause(1_500);
    await moveTo(application, 'APPLIED', token);
    await shows(page, RESULT, '"notificationReceived"');
  });

  await step('the explorer opens', async () => {
    await page.getByRole('button', { name: /Show GraphiQL Explorer/i }).click();
    await page.locator('.graphiql-plugin', { hasText: 'notificationReceived' }).waitFor({ timeout: PATIENCE });
    mkdirSync(path.dirname(screenshot), { recursive: true });
    await page.screenshot({ path: screenshot });
  });

  await step('keeps headers over a reload', async () => {
    await pause(1_000);
    await page.reload();
    await page.locator(`${QUERY} .monaco-editor`).waitFor({ timeout: PATIENCE });
    await shows(page, HEADERS, `Bearer ${token.slice(0, 8)}`);
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
