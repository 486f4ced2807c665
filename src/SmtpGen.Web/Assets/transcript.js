// What was said, a line each; a reply opens to say what it means, a refusal is open from the beginning.

import { fill, h } from './dom.js';
import { fullTime } from './format.js';
import { t } from './words.js';

const who = { client: 'C', server: 'S', note: '–' };

/** A transcript; `chosen` is told of a line that somebody opens. */
export function transcript(chosen) {
    const element = h('ol', { class: 'dialog' });
    let refusals = [];

    function item(line) {
        const speaker = h('span', { class: 'who', title: fullTime(line.at) }, who[line.who]);
        if (!line.reply && !line.allowed) return h('li', { class: line.who }, speaker, h('span', { class: 'text' }, line.text));
        const details = h('details', {},
            h('summary', { onclick: () => details.open || chosen?.(line) }, h('span', { class: `tag ${line.isRefusal ? 'bad' : line.code?.[0] === '3' ? 'wait' : 'ok'}` }, line.code), h('span', { class: 'text' }, ` ${line.text.slice(line.code?.length ?? 0).trim()}`)),
            line.reply ? [
                h('p', {}, h('strong', {}, line.reply.meaning)),
                h('dl', { class: 'facts' }, h('dt', {}, t('seen')), h('dd', {}, line.reply.seen), h('dt', {}, t('fix')), h('dd', {}, line.reply.fix),
                    line.allowed?.length ? [h('dt', {}, t('legal')), h('dd', {}, line.allowed.map(verb => h('code', {}, verb)))] : null),
                h('a', { href: line.reply.page }, `${t('page')}: ${line.code}`),
            ] : null);
        return h('li', { class: line.who }, speaker, details);
    }

    return {
        element,
        add(lines) {
            const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
            for (const line of lines) {
                const made = item(line);
                element.append(made);
                if (line.isRefusal) refusals.push(made.querySelector('details'));
            }
            // The last refusal is what one looks for.
            refusals.filter(Boolean).forEach((details, i) => { if (i === refusals.length - 1 && !details.dataset.seen) { details.open = true; details.dataset.seen = ''; } });
            if (isAtEnd) element.scrollTop = element.scrollHeight;
        },
        clear() {
            refusals = [];
            fill(element);
        },
    };
}
