package dev.menny.trainer.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * A process that listens to signals and would never end by itself; a test sends them. Says "open" when it listens,
 * "asked" once it was asked to stop, and with the argument {@code close} "closed" when it listens no more.
 */
final class OpenInterrupts {
    private OpenInterrupts() {}

    static void main(String[] args) throws InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // Whoever ends the process by way of its hooks waits for ever.
        Thread stubborn = new Thread(OpenInterrupts::sleepForEver);
        try (Interrupts interrupts = new Interrupts(new Terminal(out, err, false))) {
            if (args.length == 0) {
                Runtime.getRuntime().addShutdownHook(stubborn);
                out.println("open");
                while (!interrupts.getAsBoolean()) {
                    Thread.sleep(10);
                }
                out.println("asked");
                sleepForEver();
            }
        }
        out.println("closed");
        sleepForEver();
    }

    private static void sleepForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
