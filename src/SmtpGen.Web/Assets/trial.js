// A box that speaks to the machine in memory.

import { send } from './api.js';
import { diagram } from './diagram.js';
import { fill, h } from './dom.js';
import { transcript } from './transcript.js';
import { trouble } from './trouble.js';
import { t } from './words.js';

const protocols = ['Smtp', 'Lmtp', 'Pop3'];

export function showTrial(main, signal) {
    let trial = null, steps = [], state = null, states = null;
    const asked = new URLSearchParams(location.search).get('protocol');
    const choice = h('select', { 'aria-label': t('protocol'), onchange: begin }, protocols.map(name => h('option', { value: name, selected: name.toLowerCase() === asked?.toLowerCase() }, name.toUpperCase())));
    const said = transcript(line => states.show(steps, line.number));
    const drawing = h('section', { class: 'states', 'aria-label': t('diagram') });
    const hint = h('p', { class: 'muted', role: 'status' });
    const allowed = h('div', { class: 'chips' });
    const box = h('textarea', { rows: '1', 'aria-label': t('tryHint'), autocomplete: 'off', spellcheck: 'false', placeholder: 'EHLO client.example', onkeydown: enter, oninput: grow });
    fill(main, h('div', { class: 'page whole' },
        h('h1', {}, t('tryTitle')), h('p', { class: 'lead' }, t('tryHint')),
        h('div', { class: 'tools' }, choice, h('button', { onclick: begin }, t('restart'))),
        h('div', { class: 'conversation' }, drawing,
            h('section', { class: 'said', 'aria-label': t('transcript') }, said.element, hint,
                h('form', { class: 'say', onsubmit: event => { event.preventDefault(); say(); } }, box, h('button', { type: 'submit', class: 'primary' }, t('say'))),
                h('h2', {}, t('allowed')), allowed)),
        h('details', { class: 'card' }, h('summary', {}, t('trySpec')),
            h('pre', {}, h('code', {}, 'dotnet new install SmtpGen.Templates\ndotnet new smtpgen-protocol -o my-app\ncd my-app && dotnet run')))));

    async function begin() {
        if (trial) send('DELETE', `/api/v1/trials/${trial.id}`).catch(() => {});
        said.clear();
        [steps, state] = [[], null];
        states = diagram(choice.value, signal);
        fill(drawing, states.element);
        await talk(() => send('POST', `/api/v1/trials?protocol=${choice.value}`));
        box.focus();
    }

    async function say() {
        const text = box.value;
        box.value = '';
        grow();
        await talk(() => send('POST', `/api/v1/trials/${trial.id}`, { text }));
    }

    async function talk(ask) {
        try {
            trial = await ask();
            trouble(null);
        } catch (problem) {
            trouble(problem.message);
            if (problem.status === 404 && trial) {
                trial = null;
                begin();
            }
            return;
        }

        let verb = null;
        for (const line of trial.lines) {
            if (line.who === 'client') verb = line.verb ?? null;
            if (line.who !== 'server' || !line.code) continue;
            steps.push({ number: line.number, from: state, to: line.state, verb: line.verb ?? verb, code: line.code });
            state = line.state;
        }
        said.add(trial.lines);
        states.show(steps);
        const last = trial.lines.findLast(line => line.who === 'server');
        fill(hint, trial.isOver ? t('isOver') : last?.code?.[0] === '3' ? t('bodyHint') : '');
        box.disabled = trial.isOver;
        fill(allowed, trial.allowed.map(verb => h('button', { onclick: () => { box.value = `${verb} `; box.focus(); } }, verb)));
    }

    function enter(event) {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        say();
    }

    function grow() {
        box.rows = Math.min(12, box.value.split('\n').length);
    }

    begin();
}
