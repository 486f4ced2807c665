// The list of messages: newest first, live, searched, and by keys.

import { go } from './app.js';
import { getJson, listen, send } from './api.js';
import { announce, fill, h } from './dom.js';
import { fullTime, number, size, when } from './format.js';
import { keys, sure } from './keys.js';
import { trouble } from './trouble.js';
import { t } from './words.js';

const pageLength = 50;
// So many rows are kept when mail arrives; older ones come back on demand.
const mostRows = 1000;
const refreshTime = 1500;

export function showInbox(main, signal) {
    const selected = new Set();
    let again = null, messages = [], next = null, total = null, query = new URLSearchParams(location.search).get('q') ?? '', at = 0, isLoading = false;

    const search = h('input', { type: 'search', name: 'q', value: query, placeholder: t('searchHint'), 'aria-label': t('search'), autocomplete: 'off', spellcheck: 'false' });
    const status = h('p', { class: 'muted count', role: 'status' });
    const actions = h('div', { class: 'actions' });
    const list = h('ol', { class: 'mail', 'aria-label': t('inbox') });
    const foot = h('div', { class: 'foot' });
    fill(main,
        h('div', { class: 'inbox' },
            h('h1', { class: 'hidden-text' }, t('inbox')),
            h('form', { class: 'tools', role: 'search', onsubmit: event => { event.preventDefault(); ask(); } }, search, actions),
            status, list, foot));

    const url = before => `/api/v1/messages?limit=${pageLength}${query ? `&query=${encodeURIComponent(query)}` : ''}${before ? `&before=${encodeURIComponent(before)}` : ''}`;

    async function load(before) {
        isLoading = true;
        try {
            const page = await getJson(url(before), signal);
            const known = new Set(before ? messages.map(message => message.id) : []);
            messages = before ? [...messages, ...page.messages.filter(message => !known.has(message.id))] : page.messages;
            next = page.next;
            total = page.total;
            draw(page.indexing);
            trouble(null);
            // What the index knows beside the store, such as attachments, is shown when it has caught up.
            clearTimeout(again);
            if (page.indexing && !before) again = setTimeout(() => load(), refreshTime);
        } catch (problem) {
            if (!signal.aborted) trouble(problem.message);
        } finally {
            isLoading = false;
        }
    }

    function ask() {
        query = search.value.trim();
        history.replaceState(null, '', query ? `/?q=${encodeURIComponent(query)}` : '/');
        selected.clear();
        at = 0;
        load();
    }

    function draw(indexing) {
        fill(status,
            total === null || total === undefined ? '' : t('messages', number(total)),
            indexing ? ` · ${t('indexing', number(indexing.done), indexing.total === null ? '…' : number(indexing.total))}` : '');
        fill(list, messages.map(row));
        fill(foot,
            next ? h('button', { onclick: () => load(next) }, t('older')) : null,
            messages.length === 0 ? (query ? h('p', { class: 'muted' }, t('nothingFound')) : empty()) : null);
        drawActions();
        mark();
    }

    function row(message) {
        const to = message.envelopeTo.slice(0, 2).join(', ') + (message.envelopeToCount > 2 ? ` ${t('more', message.envelopeToCount - 2)}` : '');
        const box = h('input', {
            type: 'checkbox', 'aria-label': `${t('select')}: ${message.subject ?? t('unnamed')}`, checked: selected.has(message.id),
            onchange: event => select(message.id, event.target.checked),
        });
        const isNamed = message.from.name && message.from.name !== message.from.address;
        return h('li', { 'data-id': message.id, class: selected.has(message.id) ? 'selected' : null },
            box,
            h('a', { href: `/messages/${encodeURIComponent(message.id)}` },
                h('span', { class: 'from', title: message.from.address }, isNamed ? message.from.name : message.from.address || t('nobody')),
                h('span', { class: 'subject' }, message.subject || t('unnamed')),
                h('span', { class: 'to' }, `${t('to')} ${to}`),
                h('span', { class: 'marks' },
                    message.attachments > 0 ? h('span', { class: 'tag' }, t('attachments', message.attachments)) : null,
                    message.tls ? h('span', { class: 'tag ok', title: message.tls }, t('encrypted')) : null,
                    message.authenticatedAs ? h('span', { class: 'tag ok', title: message.authenticatedAs }, t('loggedIn')) : null),
                h('span', { class: 'size' }, size(message.size)),
                h('time', { datetime: message.receivedAt, title: fullTime(message.receivedAt) }, when(message.receivedAt))));
    }

    function empty() {
        return h('div', { class: 'card empty' },
            h('h2', {}, t('noMail')),
            h('p', {}, t('noMailHint')),
            h('pre', {}, h('code', {}, 'smtpgen send --host 127.0.0.1 --port 2525 --from alice@example.com --to bob@example.org --subject Hello --text Hi')));
    }

    function drawActions() {
        fill(actions,
            selected.size > 0 ? h('button', { class: 'danger', onclick: () => remove({ ids: [...selected] }) }, t('deleteSelected', selected.size)) : null,
            messages.length > 0 ? h('button', { class: 'danger', onclick: () => remove(query ? { query } : { all: true }) }, t(query ? 'deleteFound' : 'deleteAll')) : null);
    }

    function select(id, isSelected) {
        if (isSelected) selected.add(id);
        else selected.delete(id);
        list.querySelector(`[data-id="${CSS.escape(id)}"]`)?.classList.toggle('selected', isSelected);
        drawActions();
    }

    async function remove(what) {
        if (!what.ids && !await sure(t('sure'))) return;
        try {
            const answer = await send('POST', '/api/v1/messages/delete', what);
            announce(t('messages', answer.deleted));
            selected.clear();
            await load();
        } catch (problem) {
            trouble(problem.message);
        }
    }

    function mark() {
        at = Math.max(0, Math.min(at, messages.length - 1));
        list.querySelectorAll('li').forEach((item, i) => item.classList.toggle('at', i === at));
    }

    function move(by) {
        at += by;
        mark();
        const item = list.children[at];
        item?.querySelector('a').focus();
        item?.scrollIntoView({ block: 'nearest' });
        if (at >= messages.length - 5 && next && !isLoading) load(next);
    }

    signal.addEventListener('abort', () => clearTimeout(again));
    keys({
        j: () => move(list.contains(document.activeElement) ? 1 : 0), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
        o: () => messages[at] && go(`/messages/${encodeURIComponent(messages[at].id)}`),
        Enter: event => {
            if (event.target.closest('button, a, input')) event.target.click();
            else if (messages[at]) go(`/messages/${encodeURIComponent(messages[at].id)}`);
        },
        '/': () => search.focus(),
        d: () => messages[at] && remove({ ids: selected.size > 0 ? [...selected] : [messages[at].id] }),
        x: () => {
            const box = list.children[at]?.querySelector('input');
            if (box) {
                box.checked = !box.checked;
                select(messages[at].id, box.checked);
            }
        },
    }, signal);

    listen('/api/v1/events', {
        message: message => {
            if (query) return load();
            if (messages.some(known => known.id === message.id)) return;
            messages = [message, ...messages].slice(0, mostRows);
            if (messages.length === mostRows) next = messages.at(-1).id;
            if (total !== null) total++;
            if (at > 0) at++;
            announce(`${message.from.name ?? message.from.address}: ${message.subject ?? t('unnamed')}`);
            draw();
        },
        deleted: gone => {
            const ids = new Set(gone.ids);
            const before = messages.length;
            messages = messages.filter(message => !ids.has(message.id));
            gone.ids.forEach(id => selected.delete(id));
            if (total !== null) total = Math.max(0, total - (before - messages.length));
            draw();
        },
        resync: () => load(),
        trouble: event => trouble(event.detail),
    }, signal, () => load());
    load();
}
