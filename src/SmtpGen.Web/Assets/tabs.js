// Tabs, as WAI-ARIA describes them: arrows go from one to another. A tab's content is made when it is first shown.

import { fill, h } from './dom.js';

/** Tabs of [name, label, make content, beside the label]; what makes content may be asynchronous, and may fail. */
export function tabs(all) {
    const panels = new Map();
    const panelArea = h('div', { class: 'panels' });
    const bar = h('div', { class: 'tabs', role: 'tablist' }, all.map(([name, label, , beside]) => h('button', {
        role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`,
        onclick: () => open(name),
        onkeydown: event => {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!by) return;
            const i = (all.findIndex(tab => tab[0] === name) + by + all.length) % all.length;
            open(all[i][0]);
            bar.children[i].focus();
        },
    }, label, beside)));

    function open(name) {
        for (const button of bar.children) {
            const isOpen = button.id === `tab-${name}`;
            button.setAttribute('aria-selected', isOpen);
            button.tabIndex = isOpen ? 0 : -1;
        }
        if (!panels.has(name)) panels.set(name, panel(name));
        fill(panelArea, panels.get(name));
    }

    function panel(name) {
        const element = h('div', { role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}`, tabindex: '0' });
        Promise.resolve().then(all.find(tab => tab[0] === name)[2]).then(
            content => fill(element, content),
            problem => fill(element, h('p', { class: 'muted' }, problem.message)));
        return element;
    }

    open(all[0][0]);
    return h('div', {}, bar, panelArea);
}
