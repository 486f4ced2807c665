// Asks the server.

import { language } from './words.js';

/** A failure that says what was wrong in words. */
export class Problem extends Error {
    constructor(status, detail) {
        super(detail);
        this.status = status;
    }
}

async function ask(path, options) {
    let response;
    try {
        response = await fetch(path, { ...options, headers: { 'Accept-Language': language(), ...options?.headers } });
    } catch {
        throw new Problem(0, 'the server does not answer; it may have been stopped');
    }

    if (response.ok) return response;
    let detail = `${response.status} ${response.statusText}`;
    try {
        detail = (await response.json()).detail ?? detail;
    } catch {
        // The status has to do.
    }
    throw new Problem(response.status, detail);
}

export const getJson = async (path, signal) => (await ask(path, { signal })).json();

export const getText = async (path, signal) => (await ask(path, { signal })).text();

export async function send(method, path, value) {
    const response = await ask(path, {
        method,
        headers: value === undefined ? {} : { 'Content-Type': 'application/json' },
        body: value === undefined ? undefined : JSON.stringify(value),
    });
    return response.headers.get('Content-Type')?.includes('json') ? response.json() : null;
}

/**
 * Listens to events until the signal ends it. The browser connects again by itself; `reconnected` is called then, since something may have
 * been missed.
 */
export function listen(path, handlers, signal, reconnected) {
    const source = new EventSource(path);
    let isFirst = true;
    source.addEventListener('open', () => {
        if (!isFirst) reconnected?.();
        isFirst = false;
    });
    for (const [name, handler] of Object.entries(handlers)) {
        source.addEventListener(name, event => handler(event.data ? JSON.parse(event.data) : null));
    }
    signal.addEventListener('abort', () => source.close());
    return source;
}
