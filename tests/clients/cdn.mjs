// The files of the fallback page's CDN, from npm tarballs: the CDN serves a package's files byte for byte.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('node_modules/.cdn/', import.meta.url));
const pattern = /^https:\/\/cdn\.jsdelivr\.net\/npm\/((?:@[^/]+\/)?[^@/]+)@([^/]+)\/(.+)$/;

/** The content of a file on the CDN, from the package's tarball, which npm fetches once. */
export function cdnFile(url) {
  const [, name, version, file] = pattern.exec(url) ?? [];
  if (!file) throw new Error(`not a pinned file of the CDN: ${url}`);
  return readFileSync(path.join(unpacked(name, version), file));
}

/** The package.json of the package a CDN's address points into. */
export function cdnManifest(url) {
  const [, name, version] = pattern.exec(url);
  return JSON.parse(readFileSync(path.join(unpacked(name, version), 'package.json')));
}

export const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

function unpacked(name, version) {
  const target = path.join(folder, `${name.replace('/', '-')}@${version}`);
  if (!existsSync(target)) {
    const work = `${target}.${process.pid}`;
    mkdirSync(work, { recursive: true });
    const options = { cwd: work, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--prefer-offline', `${name}@${version}`], options));
    execFileSync('tar', ['-xzf', filename], options);
    renameSync(path.join(work, 'package'), target);
    rmSync(work, { recursive: true });
  }
  return target;
}
