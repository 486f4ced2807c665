// Makes elements. Whatever comes from outside becomes text or an attribute's value, never markup.

const forbidden = /^on/i;

/** An element with attributes, listeners (functions under "on..." names) and children (elements or text). */
export function h(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    // A button that says nothing else would send the form it stands in, also when somebody presses Enter in a field.
    if (name === 'button') element.type = 'button';
    for (const [key, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === 'function') element.addEventListener(key.slice(2), value);
        else if (!forbidden.test(key)) element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/** Tells people who cannot see the page what has changed. */
export function announce(text) {
    document.getElementById('said').textContent = text;
}

/** Puts other children into an element. */
export function fill(element, ...children) {
    element.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
}

/** Parses a drawing that this server made, and takes it into the document. */
export function drawing(text) {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    return document.importNode(parsed, true);
}
