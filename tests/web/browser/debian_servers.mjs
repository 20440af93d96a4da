/**
 * nginx and Apache as Debian installs them, run as this user's own programs: their configuration
 * from /etc with nothing changed but the folder, the port, and where they write.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceWorkerFor } from '../../../tools/fewer_pictures.mjs';
import { dist, shortManifest } from './page.mjs';

/** Replaces each text of a list, all of which have to be there. */
function changed(text, replacements) {
  for (const [from, to] of replacements) {
    assert.ok(text.includes(from), `Debian's configuration has no longer "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Writes nginx's configuration into `home`; returns the command that serves `root` on `port`. */
function nginx(home, root, port) {
  const site = changed(readFileSync('/etc/nginx/sites-available/default', 'utf8'), [
    ['listen 80 default_server;', `listen 127.0.0.1:${port};`],
    ['listen [::]:80 default_server;', ''],
    ['root /var/www/html;', `root ${root};`],
  ]);
  writeFileSync(path.join(home, 'site'), site);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${home}/${kind};`).join(' ');
  const main = changed(readFileSync('/etc/nginx/nginx.conf', 'utf8'), [
    ['user www-data;', 'master_process off; daemon off;'],
    ['pid /run/nginx.pid;', `pid ${home}/pid;`],
    ['error_log /var/log/nginx/error.log;', `error_log ${home}/error.log;`],
    ['access_log /var/log/nginx/access.log;', `access_log off; ${temporary}`],
    ['include /etc/nginx/sites-enabled/*;', `include ${home}/site;`],
  ]);
  writeFileSync(path.join(home, 'nginx.conf'), main);
  return ['/usr/sbin/nginx', '-e', `${home}/error.log`, '-c', `${home}/nginx.conf`];
}

function apache(home, root, port) {
  const etc = path.join(home, 'etc');
  cpSync('/etc/apache2', etc, { recursive: true, verbatimSymlinks: true });
  const edit = (file, replacements) => {
    const text = readFileSync(path.join(etc, file), 'utf8');
    writeFileSync(path.join(etc, file), changed(text, replacements));
  };
  edit('apache2.conf', [['<Directory /var/www/>', `<Directory ${root}/>`]]);
  edit('ports.conf', [['Listen 80\n', `Listen 127.0.0.1:${port}\n`]]);
  edit('sites-available/000-default.conf', [
    ['*:80', `*:${port}`],
    ['DocumentRoot /var/www/html', `DocumentRoot ${root}`],
  ]);
  const { username, uid } = userInfo();
  const user = uid === 0 ? 'www-data' : username; // It refuses to serve as root.
  const env = {
    APACHE_RUN_USER: user,
    APACHE_RUN_GROUP: user,
    APACHE_PID_FILE: path.join(home, 'pid'),
    APACHE_RUN_DIR: home,
    APACHE_LOCK_DIR: home,
    APACHE_LOG_DIR: home,
  };
  const command = ['-d', etc, '-f', `${etc}/apache2.conf`, '-c', 'ServerName localhost'];
  return ['/usr/sbin/apache2', ...command, '-D', 'FOREGROUND', env];
}

export const servers = { nginx, apache };

/** Where a course's page may have put it. */
export const subPath = '/courses/2026/cnn-lab/';

/** Puts a built page into a folder, in place of what is there, its pictures cut to `shortManifest`. */
export function deploy(built, folder) {
  const manifest = shortManifest();
  const sent = JSON.stringify(manifest);
  const wanted = new Set(manifest.shards.map(({ file }) => `cifar10/${file}`));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(built, folder, {
    recursive: true,
    filter: (file) => !file.endsWith('.bin') || wanted.has(path.relative(built, file)),
  });
  writeFileSync(path.join(folder, 'cifar10/manifest.json'), sent);
  writeFileSync(path.join(folder, 'service_worker.js'), serviceWorkerFor(sent, built));
}

/** A folder with the built page under `subPath`. */
export function siteFolder() {
  const root = mkdtempSync(path.join(tmpdir(), 'cnn-lab-site-'));
  chmodSync(root, 0o755); // Apache's processes may be another user's.
  const lab = path.join(root, subPath);
  deploy(dist, lab);
  return { root, lab, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Starts one of `servers` over a folder: { url, close }. */
export async function startServer(name, root) {
  const home = mkdtempSync(path.join(tmpdir(), `cnn-lab-${name}-`));
  chmodSync(home, 0o777);
  const port = await freePort();
  const command = servers[name](home, root, port);
  const env = typeof command.at(-1) === 'object' ? command.pop() : {};
  assert.ok(existsSync(command[0]), `${command[0]} is missing: ./lab test browser installs it`);
  const child = spawn(command[0], command.slice(1), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part) => (said += part));
  const ended = once(child, 'exit');
  const close = async () => {
    child.kill();
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}/`;
  for (let tries = 0; ; ++tries) {
    if (await fetch(url).catch(() => null)) return { url, close };
    if (child.exitCode !== null || tries > 100) {
      if (child.exitCode === null) await close();
      throw new Error(`${name} does not start: ${said}`);
    }
    await sleep(100);
  }
}
