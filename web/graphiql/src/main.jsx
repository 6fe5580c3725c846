// The bundled page: GraphiQL, its explorer and its history, with Monaco's workers from our own origin.
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import { createFetcher, settings } from './ide.js';

globalThis.MonacoEnvironment = {
  // WORKER_URLS is put in by build.mjs.
  getWorker: (_id, label) => new Worker(WORKER_URLS[label] ?? WORKER_URLS.editor),
};

const fetcher = createFetcher(createClient);
const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL {...settings} fetcher={fetcher} plugins={plugins}>
    <GraphiQL.Logo>Careergraph</GraphiQL.Logo>
  </GraphiQL>,
);
