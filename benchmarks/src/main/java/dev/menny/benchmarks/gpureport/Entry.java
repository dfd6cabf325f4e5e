package dev.menny.benchmarks.gpureport;

import java.util.List;
import java.util.Map;

/** One thing that a report knows; one line of its file. */
sealed interface Entry {
    /** The part of the report that found it. */
    String part();

    /** Something about the machine, for the reader. */
    record Fact(String part, String name, String value) implements Entry {}

    /** Something that is right or wrong. */
    record Check(String part, String name, Verdict verdict, String note) implements Entry {}

    /** How a check ended. */
    enum Verdict {
        PASSED("passed"),
        FAILED("FAILED"),
        NOT_HERE("not here"),
        NO_TIME("no time left");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What the machine does at best.
     *
     * @param pattern {@link #COPY} or {@link #MATRIX}
     * @param precision of a matrix product; empty for a copy
     * @param rate bytes or operations a second
     * @param by what reached it
     */
    record Peak(String part, String pattern, String precision, double rate, String by) implements Entry {
        /** From the GPU's memory to the GPU's memory, bytes read and bytes written both counted. */
        static final String COPY = "copy";

        /** A large square matrix product. */
        static final String MATRIX = "matrix";
    }

    /**
     * How long an operation took.
     *
     * @param measurement what was done and by whom
     * @param beside the contestant whose windows came in between; empty if there was none
     * @param seconds of one operation, one number a window
     */
    record Timing(String part, Measured measurement, String beside, List<Double> seconds) implements Entry {}

    /** Why there is no figure: one word for the table, and the reason. */
    record Gap(String part, Measured measurement, String word, String reason) implements Entry {
        /** What is not there cannot be measured. */
        static final String NOT_HERE = "not here";

        /** What took longer than there was time for. */
        static final String NO_TIME = "no time left";

        /** What went wrong. */
        static final String FAILED = "failed";
    }

    /**
     * Who does what.
     *
     * @param contestant {@code menny}, {@code pytorch eager}, …
     * @param benchmark as JMH calls it
     * @param parameters JMH's
     */
    record Measured(String contestant, String benchmark, Map<String, String> parameters) {}
}
