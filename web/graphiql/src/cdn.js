// The fallback page, for a binary built without npm. Its scripts come from a CDN, each checked by its hash: cdn.html holds two,
// the workers are below. A worker cannot be started from another origin, so its source is fetched, checked and started as a blob.
import { createFetcher, settings } from './ide.js';

const PACKAGE = 'https://cdn.jsdelivr.net/npm/@graphql-yoga/graphiql@4.5.0/dist/monacoeditorwork/';
const WORKERS = {
  editor: ['editor.worker.bundle.js', 'sha384-pE2N9HoATIHFXyG+qNs0KfCQYNupaLtNYdrU+207YoYufZkQXiNrxwhjD19bwavY'],
  json: ['json.worker.bundle.js', 'sha384-DWcw3li66h7qm7RgvaRzwTHxNSsmDbhaapFdWTO7qtVLuSCrGXwp0Kg2QIutW7Iu'],
  graphql: ['graphql.worker..bundle.js', 'sha384-PFVHFyE1C49Jx+IQWrSNUWIDw1b3aaYAoDYJip6kaM+AqrNwvYabc3Vn5oR7bJ5d'],
};

globalThis.MonacoEnvironment = {
  async getWorker(_id, label) {
    const [file, integrity] = WORKERS[label] ?? WORKERS.editor;
    const response = await fetch(PACKAGE + file, { integrity, credentials: 'omit', referrerPolicy: 'no-referrer' });
    const source = new Blob([await response.arrayBuffer()], { type: 'text/javascript' });
    return new Worker(URL.createObjectURL(source));
  },
};

const root = document.getElementById('graphiql');
if (globalThis.YogaGraphiQL && globalThis.graphqlWs) {
  const fetcher = createFetcher(globalThis.graphqlWs.createClient);
  // Without these two it would open with its own example and copy every edit into the page's address.
  const plain = { initialQuery: undefined, onEditQuery: () => {} };
  globalThis.YogaGraphiQL.renderYogaGraphiQL(root, { ...settings, ...plain, fetcher, title: 'Careergraph', logo: '<span></span>' });
} else {
  root.firstElementChild.textContent = 'GraphiQL could not be loaded from the CDN. Build the server with npm to have it inside.';
}
