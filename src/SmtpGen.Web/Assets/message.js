// One message: its parts, its envelope, and the conversation that brought it.

import { go } from './app.js';
import { getJson, getText, send } from './api.js';
import { fill, h } from './dom.js';
import { conversation } from './conversation.js';
import { fullTime, size } from './format.js';
import { keys, sure } from './keys.js';
import { tabs } from './tabs.js';
import { trouble } from './trouble.js';
import { t } from './words.js';

// What is longer is downloaded, not shown.
const mostSource = 2_000_000;

export async function showMessage(main, signal, id) {
    const base = `/api/v1/messages/${encodeURIComponent(id)}`;
    let message;
    try {
        message = await getJson(base, signal);
    } catch (problem) {
        if (!signal.aborted) fill(main, h('div', { class: 'page' }, h('h1', {}, t('failed')), h('p', {}, problem.message), h('a', { href: '/' }, t('back'))));
        return;
    }

    const { summary } = message;
    document.title = `${summary.subject ?? t('unnamed')} – SmtpGen`;
    fill(main, h('article', { class: 'message' },
        h('div', { class: 'tools' },
            h('a', { class: 'button', href: '/' }, '←\u00a0', t('back')),
            h('a', { class: 'button', href: `${base}/source?download`, download: true }, t('download')),
            h('button', { class: 'danger', onclick: remove }, t('remove'))),
        h('h1', {}, summary.subject || t('unnamed')),
        h('dl', { class: 'facts' },
            fact(t('from'), summary.from.name ? `${summary.from.name} <${summary.from.address}>` : summary.from.address || t('nobody')),
            fact(t('toCapital'), summary.envelopeTo.join(', ') + (summary.envelopeToCount > summary.envelopeTo.length ? ` ${t('more', summary.envelopeToCount - summary.envelopeTo.length)}` : '')),
            fact(t('receivedAt'), `${fullTime(summary.receivedAt)} · ${size(summary.size)}`),
            fact(t('protection'), h('span', {}, summary.tls ?? t('plain'), summary.authenticatedAs ? ` · ${t('login')}: ${summary.authenticatedAs}` : ''))),
        message.problems.length > 0 ? h('ul', { class: 'problems' }, message.problems.map(problem => h('li', {}, problem))) : null,
        message.attachments.length > 0 ? attachments() : null,
        tabs([
            message.hasHtml ? ['html', t('html'), html] : null,
            ['text', t('text'), () => message.text === null || message.text === undefined ? h('p', { class: 'muted' }, t('noText')) : h('pre', { class: 'body' }, message.text)],
            ['envelope', t('envelope'), envelope, message.differences.length > 0 ? h('span', { class: 'tag wait' }, String(message.differences.length)) : null],
            ['headers', t('headers'), headers],
            ['structure', t('structure'), structure],
            ['source', t('source'), source],
            ['conversation', t('conversation'), brought],
        ].filter(tab => tab !== null), signal)));

    function fact(name, value) {
        return [h('dt', {}, name), h('dd', {}, value)];
    }

    function attachments() {
        return h('ul', { class: 'attachments', 'aria-label': t('attachments', message.attachments.length) }, message.attachments.map(part =>
            h('li', {}, h('a', { class: 'button', href: `${base}/parts/${part.partId}`, download: true }, part.name,
                h('span', { class: 'muted' }, size(part.size), part.inline ? ` · ${t('inline')}` : '')))));
    }

    function html() {
        const frame = h('iframe', {
            title: t('html'), sandbox: 'allow-popups allow-popups-to-escape-sandbox', referrerpolicy: 'no-referrer', src: `${base}/html`,
        });
        const notice = message.hasRemote ? h('p', { class: 'notice' }, t('remote'), ' ', h('button', {
            onclick: () => {
                frame.src = `${base}/html?remote=true`;
                notice.remove();
            },
        }, t('loadRemote'))) : null;
        return h('div', { class: 'html' }, notice, frame);
    }

    function headers() {
        return h('div', { class: 'wide' }, h('table', { class: 'fields' },
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('field')), h('th', { scope: 'col' }, t('value')))),
            h('tbody', {}, message.headers.map(header => h('tr', {}, h('th', { scope: 'row' }, header.name), h('td', { title: header.raw }, header.value))))));
    }

    function structure() {
        const node = part => h('li', {},
            h('div', { class: 'part' },
                h('code', {}, part.partId), h('strong', {}, part.contentType), part.charset ? h('span', { class: 'muted' }, part.charset) : null,
                part.name ? h('span', {}, part.name) : null, part.contentId ? h('code', {}, `cid:${part.contentId}`) : null,
                part.size === null || part.size === undefined ? null : h('a', { href: `${base}/parts/${part.partId}`, download: true }, size(part.size))),
            part.children.length > 0 ? h('ul', {}, part.children.map(node)) : null);
        return message.structure ? h('ul', { class: 'tree' }, node(message.structure)) : h('p', { class: 'muted' }, t('none'));
    }

    async function source() {
        if (summary.size > mostSource) return h('p', {}, `${size(summary.size)}: `, h('a', { href: `${base}/source?download`, download: true }, t('download')));
        return h('pre', { class: 'body' }, await getText(`${base}/source`, signal));
    }

    function envelope() {
        const said = message.envelope, field = name => message.headers.filter(header => header.name.toLowerCase() === name).map(header => header.value).join(', ');
        const row = (left, right, isDifferent) => h('tr', { class: isDifferent ? 'differs' : null },
            h('td', {}, h('div', { class: 'muted' }, left[0]), left[1] || t('none')), h('td', {}, h('div', { class: 'muted' }, right[0]), right[1] || t('none')));
        const has = (...kinds) => message.differences.some(difference => kinds.includes(difference.kind));
        const recipient = to => h('div', {}, to.address, to.notify ? ` · NOTIFY=${to.notify}` : '', to.originalRecipient ? ` · ORCPT=${to.originalRecipient}` : '');
        const parameters = [said.body && `BODY=${said.body}`, said.smtpUtf8 && 'SMTPUTF8', said.ret && `RET=${said.ret}`, said.envId && `ENVID=${said.envId}`].filter(Boolean).join(' ');
        return h('div', {},
            message.differences.length > 0 ? h('ul', { class: 'problems' }, message.differences.map(difference =>
                h('li', {}, h('strong', {}, t('differs')), ` ${difference.text} `, h('span', { class: 'muted' }, difference.values.join(', '))))) : null,
            h('div', { class: 'wide' }, h('table', { class: 'sides' },
                h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('said')), h('th', { scope: 'col' }, t('says')))),
                h('tbody', {},
                    row([t('reversePath'), said.from || t('nobody')], [t('from'), field('from')], has('senderDiffers', 'nullReversePath', 'noFrom')),
                    row([t('recipients'), h('div', {}, said.to.map(recipient), said.toCount > said.to.length ? t('more', said.toCount - said.to.length) : null)],
                        [t('toCc'), [field('to'), field('cc')].filter(Boolean).join(', ')], has('recipientNotNamed', 'namedNotRecipient')),
                    row([t('receivedAt'), fullTime(said.receivedAt)], [t('date'), field('date')], false),
                    row([t('client'), [said.clientName, said.clientHost, said.remoteAddress, said.protocol].filter(Boolean).join(' · ')], ['Received', field('received')], false),
                    row([t('parameters'), parameters], ['Content-Type', field('content-type')], has('smtpUtf8Unneeded', 'utf8Undeclared', 'eightBitUndeclared'))))));
    }

    async function brought() {
        return conversation(await getJson(`${base}/session`, signal), signal);
    }

    async function remove() {
        if (!await sure(t('sure'))) return;
        try {
            await send('DELETE', base);
            go('/');
        } catch (problem) {
            trouble(problem.message);
        }
    }

    keys({ u: () => go('/'), d: remove }, signal);
}
