package dev.menny.app.web;

import io.javalin.http.Context;
import java.io.Serial;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Records to and from JSON, with names as in {@code trained_on}. */
final class Json {
    static final String TYPE = "application/json";
    private static final String NO_OBJECT = "The request's body must be a JSON object.";

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new InertInHtml()).build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Json() {}

    /** Answers with a record or map. */
    static void answer(Context ctx, Object value) {
        ctx.contentType(TYPE).result(MAPPER.writeValueAsBytes(value));
    }

    /** Tells that something went wrong. */
    static byte[] errorBody(String message) {
        return MAPPER.writeValueAsBytes(Map.of("error", message));
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @throws ApiException 400 if the body is no such object */
    static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw new ApiException(HttpStatus.BAD_REQUEST_400, NO_OBJECT);
            }
            return value;
        } catch (DatabindException e) {
            throw refused(e);
        } catch (JacksonException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST_400, NO_OBJECT);
        }
    }

    /** Names the field that is to blame, where there is one. */
    private static ApiException refused(DatabindException e) {
        String field = e.getPath().isEmpty() ? null : e.getPath().getFirst().getPropertyName();
        String sentence = field == null
                ? NO_OBJECT
                : "The field '%s' is unknown, or its value is of the wrong kind.".formatted(field);
        return new ApiException(HttpStatus.BAD_REQUEST_400, sentence);
    }

    /** No markup in answers, should anybody ever look at one as at a page: names of classes are whatever folders say. */
    private static final class InertInHtml extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1L;

        private static final int[] ESCAPES = escapes();

        private static int[] escapes() {
            int[] escapes = standardAsciiEscapesForJSON();
            for (char special : new char[] {'<', '>', '&', '\''}) {
                escapes[special] = ESCAPE_STANDARD;
            }
            return escapes;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return Arrays.copyOf(ESCAPES, ESCAPES.length);
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
