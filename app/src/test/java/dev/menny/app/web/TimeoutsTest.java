package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    @Test
    void aTimeoutIsFoundAmongCausesAndCompanions() {
        assertThat(Timeouts.isIn(new IOException(new TimeoutException()))).isTrue();
        IOException accompanied = new IOException();
        accompanied.addSuppressed(new IllegalStateException(new TimeoutException()));
        assertThat(Timeouts.isIn(new IllegalStateException(accompanied))).isTrue();
    }

    @Test
    void nothingElseIsTakenForOne() {
        assertThat(Timeouts.isIn(new IllegalStateException(new IOException("timeout"))))
                .isFalse();
        IOException first = new IOException();
        first.initCause(new IOException(first));
        assertThat(Timeouts.isIn(first)).isFalse();
    }
}
