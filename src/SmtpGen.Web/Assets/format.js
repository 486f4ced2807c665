// Writes numbers, sizes and times as people read them.

import { language } from './words.js';

const units = ['B', 'KB', 'MB', 'GB'];

export function size(octets) {
    let value = octets, unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

export const number = value => new Intl.NumberFormat(language()).format(value);

/** The time of today, the date of other days. */
export function when(iso) {
    const at = new Date(iso), now = new Date();
    const isToday = at.toDateString() === now.toDateString();
    const isThisYear = at.getFullYear() === now.getFullYear();
    return new Intl.DateTimeFormat(language(), isToday
        ? { hour: '2-digit', minute: '2-digit' }
        : { year: isThisYear ? undefined : 'numeric', month: 'short', day: 'numeric' }).format(at);
}

export const fullTime = iso => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));

export const clock = iso => new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(iso));
