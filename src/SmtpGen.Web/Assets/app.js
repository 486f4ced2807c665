// The way from addresses to views.

import { fill, h } from './dom.js';
import { showInbox } from './inbox.js';
import { showMessage } from './message.js';
import { showSessions } from './sessions.js';
import { showSession } from './session.js';
import { showTrial } from './trial.js';
import { choose, language, languages, t } from './words.js';

const routes = [
    [/^\/$/, showInbox, 'inbox'],
    [/^\/messages\/([^/]+)$/, showMessage, 'inbox'],
    [/^\/sessions$/, showSessions, 'sessions'],
    [/^\/sessions\/(\d+)$/, showSession, 'sessions'],
    [/^\/try$/, showTrial, 'tryIt'],
];

const main = document.getElementById('main');
let leaving = new AbortController();

/** Goes to another view without loading the page anew. */
export function go(path) {
    history.pushState(null, '', path);
    show();
}

function bar(current) {
    const link = (path, name) => h('a', { href: path, 'aria-current': name === current ? 'page' : null }, t(name));
    fill(document.getElementById('bar'),
        h('a', { class: 'brand', href: '/' }, 'SmtpGen'),
        h('nav', { 'aria-label': 'SmtpGen' }, link('/', 'inbox'), link('/sessions', 'sessions'), link(`/protocol/${language()}/smtp/index.html`, 'protocol'), link('/try', 'tryIt')),
        h('div', { class: 'languages' }, languages.map(([name, label]) => h('a', {
            href: `?lang=${name}`, lang: name, hreflang: name, 'aria-current': name === language() ? 'true' : null,
            onclick: event => {
                event.preventDefault();
                choose(name);
                show();
            },
        }, label))));
}

function show() {
    leaving.abort();
    leaving = new AbortController();
    document.documentElement.lang = language();
    document.querySelector('.skip').textContent = t('skip');
    for (const [pattern, view, name] of routes) {
        const match = pattern.exec(location.pathname);
        if (!match) continue;
        bar(name);
        document.title = `${t(name)} – SmtpGen`;
        main.className = '';
        fill(main);
        view(main, leaving.signal, ...match.slice(1).map(decodeURIComponent));
        return;
    }
}

addEventListener('popstate', show);
document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="/"]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.download) return;
    if (!routes.some(([pattern]) => pattern.test(link.pathname))) return;
    event.preventDefault();
    go(link.getAttribute('href'));
});
show();
