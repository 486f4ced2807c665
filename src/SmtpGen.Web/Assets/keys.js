// Keys, as people know them from mail programs.

import { h } from './dom.js';
import { t } from './words.js';

const isTyping = target => target.matches?.('input:not([type=checkbox]), textarea, select');

/** Calls what belongs to a key while nobody types, until the signal ends it. */
export function keys(actions, signal) {
    addEventListener('keydown', event => {
        if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
        if (isTyping(event.target)) {
            if (event.key === 'Escape') event.target.blur();
            return;
        }
        const action = event.key === '?' ? help : actions[event.key];
        if (!action) return;
        event.preventDefault();
        action(event);
    }, { signal });
}

function help() {
    const dialog = h('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' },
        h('h2', { id: 'keys-title' }, t('keys')),
        h('table', {}, h('tbody', {}, t('keyHelp').map(([key, what]) => h('tr', {}, h('th', { scope: 'row' }, h('kbd', {}, key)), h('td', {}, what))))),
        h('form', { method: 'dialog' }, h('button', { type: 'submit', class: 'primary' }, t('close'))));
    show(dialog);
}

/** Asks before something is lost; true where the answer is yes. */
export function sure(question) {
    return new Promise(answer => {
        const dialog = h('dialog', { 'aria-label': question },
            h('p', {}, question),
            h('form', { method: 'dialog', class: 'choices' },
                h('button', { type: 'submit', value: 'no' }, t('no')), h('button', { type: 'submit', value: 'yes', class: 'danger' }, t('yes'))));
        dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'));
        show(dialog);
        dialog.querySelector('[value=no]').focus();
    });
}

function show(dialog) {
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}
