// The drawing of a protocol's states, with the current one lit and the way that was taken.

import { getText } from './api.js';
import { drawing, fill, h } from './dom.js';
import { language } from './words.js';

const drawings = new Map();

function load(protocol, signal) {
    const path = `/api/v1/protocols/${protocol.toLowerCase()}/statechart.svg?lang=${language()}`;
    if (!drawings.has(path)) {
        drawings.set(path, getText(path, signal));
        drawings.get(path).catch(() => drawings.delete(path));
    }
    return drawings.get(path);
}

export function diagram(protocol, signal) {
    const element = h('div', { class: 'drawing', tabindex: '0' });
    let svg = null, waiting = null;
    load(protocol, signal).then(text => {
        svg = drawing(text);
        fill(element, svg);
        if (waiting) show(...waiting);
    }, problem => {
        if (!signal.aborted) fill(element, h('p', { class: 'muted' }, problem.message));
    });

    const state = name => svg.querySelector(`.state[data-state="${CSS.escape(name)}"]`);

    // The arrow, or the line in the box, that a reply took: the source is the state or a group around it.
    function edge(step) {
        const groups = name => [name, ...[...svg.querySelectorAll('.group')].filter(group => group.dataset.members.split(' ').includes(name)).map(group => group.dataset.group)];
        const from = step.from === null ? [''] : groups(step.from);
        const fits = [...svg.querySelectorAll('.edge')].filter(edge => edge.dataset.to === step.to && from.includes(edge.dataset.from))
            .sort((a, b) => from.indexOf(a.dataset.from) - from.indexOf(b.dataset.from));
        return fits.find(edge => [...edge.querySelectorAll('[data-command]')].some(text => text.dataset.command === step.verb && text.dataset.codes.split(',').includes(step.code)))
            ?? fits.find(edge => [...edge.querySelectorAll('[data-command]')].some(text => text.dataset.command === step.verb));
    }

    function show(steps, upTo = Infinity) {
        if (!svg) {
            waiting = [steps, upTo];
            return;
        }

        svg.querySelectorAll('.lit, .taken, .last, .passed').forEach(each => each.classList.remove('lit', 'taken', 'last', 'passed'));
        const past = steps.filter(step => step.number <= upTo);
        for (const step of past) {
            state(step.to)?.classList.add('passed');
            if (step.from !== step.to) edge(step)?.classList.add('taken');
        }
        const last = past.at(-1);
        if (!last) return;
        state(last.to)?.classList.add('lit');
        if (last.from !== last.to) edge(last)?.classList.add('last');
    }

    return { element, show };
}
