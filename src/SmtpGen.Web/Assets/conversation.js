// A conversation: the states of its protocol with the way it took, and beside them what was said, each reply with its meaning.

import { diagram } from './diagram.js';
import { fill, h } from './dom.js';
import { clock } from './format.js';
import { transcript } from './transcript.js';
import { t } from './words.js';

/** The view of a session with its lines; its method `add` takes what was said since. */
export function conversation(detail, signal) {
    const facts = h('p', { class: 'facts-line' });
    const states = diagram(detail.session.protocol, signal);
    const way = h('ol', { class: 'way', 'aria-label': t('way') });
    const said = transcript(line => states.show(steps, line.number));
    const view = h('div', { class: 'conversation' },
        facts,
        h('section', { class: 'states', 'aria-label': t('diagram') }, states.element),
        h('section', { class: 'said', 'aria-label': t('transcript') }, h('h2', {}, t('way')), way, h('h2', {}, t('transcript')), said.element));
    let steps = [], state = null, verb = null;

    view.add = more => {
        const { session } = more;
        fill(facts,
            h('span', { class: `tag ${session.ended ? '' : 'ok'}` }, t(session.ended ? 'over' : 'open')), ` ${session.protocol.toUpperCase()} · ${session.peer ?? ''} · ${session.tls ?? t('plain')} · ${clock(session.since)}`);
        for (const line of more.lines) {
            if (line.who === 'client') verb = line.verb ?? null;
            if (line.who !== 'server' || !line.code) continue;
            steps.push({ number: line.number, from: state, to: line.state, verb: line.verb ?? verb, code: line.code, isRefusal: line.isRefusal });
            state = line.state;
        }
        said.add(more.lines);
        fill(way, steps.filter(step => step.from !== step.to).map(step => h('li', {}, h('code', {}, `${step.verb && step.from !== null ? `${step.verb} ` : ''}${step.code}`), ' → ', h('strong', {}, step.to))));
        states.show(steps);
    };
    view.add(detail);
    return view;
}
