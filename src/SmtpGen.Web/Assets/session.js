// One session, live.

import { getJson, listen } from './api.js';
import { conversation } from './conversation.js';
import { fill, h } from './dom.js';
import { t } from './words.js';

export async function showSession(main, signal, id) {
    try {
        const detail = await getJson(`/api/v1/sessions/${id}`, signal);
        const view = conversation(detail, signal);
        fill(main, h('div', { class: 'page whole' }, h('h1', {}, t('session', id)), view));
        if (!detail.session.ended) {
            const source = listen(`/api/v1/sessions/${id}/events?after=${detail.lines.at(-1)?.number ?? -1}`, {
                lines: more => {
                    view.add(more);
                    if (more.session.ended) source.close();
                },
            }, signal);
        }
    } catch (problem) {
        if (!signal.aborted) fill(main, h('div', { class: 'page' }, h('h1', {}, t('session', id)), h('p', {}, problem.message), h('a', { href: '/sessions' }, t('sessions'))));
    }
}
