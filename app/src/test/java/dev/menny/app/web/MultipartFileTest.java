package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartFileTest {
    private static final byte[] FORM =
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\npicture\r\n--B--\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void aLackOfMemoryIsNotTheFormsFault() {
        ByteArrayOutputStream full = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                throw new OutOfMemoryError("in the test");
            }
        };
        assertThatThrownBy(() -> MultipartFile.in(FORM, "multipart/form-data; boundary=B", full))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
