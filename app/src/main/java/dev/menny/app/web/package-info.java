/** HTTP: routes, uploads, guards, errors, metrics, the page's files. */
@NullMarked
package dev.menny.app.web;

import org.jspecify.annotations.NullMarked;
