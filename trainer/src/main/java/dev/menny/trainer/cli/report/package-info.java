/** What Menny draws and writes for people: contact sheets, charts, tables and run reports. Knows no command. */
@NullMarked
package dev.menny.trainer.cli.report;

import org.jspecify.annotations.NullMarked;
