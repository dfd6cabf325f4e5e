package dev.menny.trainer.cli;

import dev.menny.trainer.data.DatasetCheck;

/** Shows how far the check of the pictures is, where somebody watches. */
record CheckProgress(Terminal terminal) implements DatasetCheck.Progress {
    private static final int UPDATES = 100;

    @Override
    public void checked(int done, int total) {
        if (terminal.interactive() && (done == total || done % Math.ceilDiv(total, UPDATES) == 0)) {
            String line = "looking at pictures: %d of %d".formatted(done, total);
            terminal.out().print("\r" + (done == total ? " ".repeat(line.length()) + "\r" : line));
            terminal.out().flush();
        }
    }
}
