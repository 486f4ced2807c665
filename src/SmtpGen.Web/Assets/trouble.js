// Says that something does not work, until it works again.

import { h } from './dom.js';

/** Shows a sentence at the top of the page; null takes it away. */
export function trouble(text) {
    document.getElementById('trouble')?.remove();
    if (text) document.getElementById('bar').after(h('p', { id: 'trouble', class: 'trouble', role: 'alert' }, text));
}
