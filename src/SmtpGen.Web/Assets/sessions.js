// The sessions that are open, and the last that were.

import { listen } from './api.js';
import { fill, h } from './dom.js';
import { clock, fullTime } from './format.js';
import { t } from './words.js';

export function showSessions(main, signal) {
    const sessions = new Map();
    const body = h('tbody', {});
    const note = h('p', { class: 'muted' });
    const empty = h('div', { class: 'card empty' }, h('h2', {}, t('noSessions')), h('p', {}, t('noSessionsHint')));
    const table = h('div', { class: 'wide', hidden: true }, h('table', { class: 'sessions' },
        h('thead', {}, h('tr', {}, [t('status'), t('protocol'), t('peer'), t('state'), t('protection'), t('since'), t('lines')].map(name => h('th', { scope: 'col' }, name)))),
        body));
    fill(main, h('div', { class: 'page' }, h('h1', {}, t('sessions')), empty, table, note));

    const row = session => h('tr', {},
        h('td', {}, h('span', { class: `tag ${session.ended ? '' : 'ok'}` }, t(session.ended ? 'over' : 'open'))),
        h('td', {}, session.protocol.toUpperCase()),
        h('td', {}, h('a', { href: `/sessions/${session.id}` }, session.peer ?? t('session', session.id))),
        h('td', {}, h('code', {}, session.state)),
        h('td', {}, session.tls ?? t('plain')),
        h('td', {}, h('time', { datetime: session.since, title: fullTime(session.since) }, clock(session.since))),
        h('td', { class: 'number' }, session.lines));

    listen('/api/v1/sessions/events', {
        sessions: list => {
            for (const session of list.sessions) sessions.set(session.id, session);
            const shown = [...sessions.values()].sort((a, b) => !!a.ended - !!b.ended || b.id - a.id).slice(0, 300);
            sessions.clear();
            for (const session of shown) sessions.set(session.id, session);
            fill(body, shown.map(row));
            table.hidden = shown.length === 0;
            empty.hidden = shown.length > 0;
            fill(note, list.unseen > 0 ? t('unseen', list.unseen) : '');
        },
    }, signal, () => sessions.clear());
}
