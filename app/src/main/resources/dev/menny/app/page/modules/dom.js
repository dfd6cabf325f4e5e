// Small helpers around the document. Text from outside only ever enters it as text.

/**
 * Finds an element that the page has.
 *
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Makes an element.
 *
 * @param {string} tag
 * @param {Object<string, string|boolean|EventListener>} [properties] attributes; a function under `onclick` and the like
 *     becomes a listener; true is an empty attribute, false none
 * @param {...(Node|string)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/**
 * Sets text only if it changes: live regions would read an unchanged sentence again.
 *
 * @param {Element} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * Gives a box the proportions of a picture; the style sheet reads --w and --h.
 *
 * @param {HTMLElement} box
 * @param {number} width
 * @param {number} height
 */
export function setProportions(box, width, height) {
  box.style.setProperty('--w', String(width));
  box.style.setProperty('--h', String(height));
}

/**
 * Lays something over a part of a box.
 *
 * @param {HTMLElement} target
 * @param {{x:number,y:number,width:number,height:number}} part as fractions of the box
 */
export function place(target, part) {
  target.style.left = `${part.x * 100}%`;
  target.style.top = `${part.y * 100}%`;
  target.style.width = `${part.width * 100}%`;
  target.style.height = `${part.height * 100}%`;
}

/** Reads a remembered setting; null where there is none or storage is forbidden. */
export function remembered(name) {
  try {
    return localStorage.getItem(`menny.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a setting in this browser, where it may. */
export function remember(name, value) {
  try {
    localStorage.setItem(`menny.${name}`, value);
  } catch {
    // Without storage the setting holds until the page is left.
  }
}
