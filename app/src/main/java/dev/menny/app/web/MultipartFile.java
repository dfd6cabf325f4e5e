package dev.menny.app.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The field {@code file} of a {@code multipart/form-data} body that lies in memory, where it stays. */
final class MultipartFile {
    private static final String TYPE = "multipart/form-data";
    private static final String FIELD = "file";
    private static final int MAX_PARTS = 16;
    private static final int MAX_PART_HEADERS = 8 << 10;

    private MultipartFile() {}

    static boolean isMultipart(@Nullable String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /**
     * The file's bytes.
     *
     * @throws ApiException 400 if the body is malformed, or has no such field, or several
     */
    static byte[] in(byte[] body, String contentType) {
        return in(body, contentType, new ByteArrayOutputStream());
    }

    /** @param content receives each file's bytes, and is empty */
    static byte[] in(byte[] body, String contentType, ByteArrayOutputStream content) {
        Parts parts = new Parts(content);
        try {
            String boundary = MultiPart.extractBoundary(contentType);
            if (boundary == null || boundary.isEmpty()) {
                throw malformed();
            }
            MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
            parser.setMaxParts(MAX_PARTS);
            parser.setPartHeadersMaxLength(MAX_PART_HEADERS);
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
        } catch (ApiException e) {
            throw e;
        } catch (RuntimeException e) { // whatever the parser runs into, the body is to blame
            throw malformed();
        }
        return parts.file();
    }

    private static ApiException malformed() {
        return bad("The form is malformed or incomplete: send one with multipart/form-data, or the picture alone.");
    }

    private static ApiException bad(String sentence) {
        return new ApiException(HttpStatus.BAD_REQUEST_400, sentence);
    }

    /** Keeps the file and forgets all else. */
    private static final class Parts extends MultiPart.AbstractPartsListener {
        private final ByteArrayOutputStream content;
        // The parser keeps to itself what is thrown here.
        private @Nullable Error error;
        private byte @Nullable [] file;
        private boolean several;
        private boolean complete;
        private boolean failed;

        Parts(ByteArrayOutputStream content) {
            this.content = content;
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            if (FIELD.equals(getName())) {
                ByteBuffer bytes = chunk.getByteBuffer();
                orRemember(
                        () -> content.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
            }
        }

        @Override
        public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
            if (FIELD.equals(name)) {
                several = file != null;
                orRemember(() -> file = content.toByteArray());
                content.reset();
            }
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(Throwable failure) {
            failed = true;
        }

        private void orRemember(Runnable step) {
            try {
                step.run();
            } catch (Error e) { // a lack of memory above all
                error = e;
                throw e;
            }
        }

        byte[] file() {
            if (error != null) {
                throw error;
            }
            if (failed || !complete) {
                throw malformed();
            }
            if (several) {
                throw bad("The form has several files: send one picture per request.");
            }
            if (file == null) {
                throw bad("The form has no field 'file': name the picture's field so.");
            }
            return file;
        }
    }
}
