package dev.menny.app.web;

import dev.menny.app.RawHttp;
import dev.menny.app.TestPictures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whole requests whose form or frame is wrong, or meant to confuse. */
final class BadForms {
    private static final String PATH = "/api/predict";
    private static final byte[] PICTURE = TestPictures.png(30, 20, 7);
    private static final String DISPOSITION =
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";

    private BadForms() {}

    /** A request and what is wrong with it. */
    record Bad(String name, byte[] request) {}

    static List<Bad> all(int limit) {
        List<Bad> bad = new ArrayList<>();
        bad.addAll(forms());
        bad.addAll(names());
        bad.addAll(frames(limit));
        return bad;
    }

    private static List<Bad> forms() {
        byte[] whole = body("B", DISPOSITION, PICTURE);
        List<Bad> bad = new ArrayList<>(List.of(
                form("no boundary", "multipart/form-data", whole),
                form("empty boundary", "multipart/form-data; boundary=", whole),
                form("quoted empty boundary", "multipart/form-data; boundary=\"\"", whole),
                form("another boundary", "multipart/form-data; boundary=C", whole),
                form("endless boundary", "multipart/form-data; boundary=" + "b".repeat(5000), whole),
                form("boundary with a quote", "multipart/form-data; boundary=\"B", whole),
                form("picture called a form", "multipart/form-data; boundary=B", PICTURE),
                form("empty form", "multipart/form-data; boundary=B", new byte[0]),
                form("end alone", "multipart/form-data; boundary=B", ascii("--B--\r\n")),
                form(
                        "another field",
                        "multipart/form-data; boundary=B",
                        body("B", DISPOSITION.replace("\"file\"", "\"photo\""), PICTURE)),
                form(
                        "no name",
                        "multipart/form-data; boundary=B",
                        body("B", "Content-Disposition: form-data\r\n\r\n", PICTURE)),
                form(
                        "no disposition",
                        "multipart/form-data; boundary=B",
                        body("B", "Content-Type: image/png\r\n\r\n", PICTURE)),
                form("no headers", "multipart/form-data; boundary=B", body("B", "\r\n", PICTURE)),
                form(
                        "header without colon",
                        "multipart/form-data; boundary=B",
                        body("B", "nonsense\r\n" + DISPOSITION, PICTURE)),
                form(
                        "endless header",
                        "multipart/form-data; boundary=B",
                        body("B", "X: " + "x".repeat(100_000) + "\r\n" + DISPOSITION, PICTURE)),
                form(
                        "many headers",
                        "multipart/form-data; boundary=B",
                        body("B", "X: y\r\n".repeat(20_000) + DISPOSITION, PICTURE)),
                form(
                        "many parts",
                        "multipart/form-data; boundary=B",
                        ascii(("--B\r\n" + DISPOSITION.replace("\"file\"", "\"f\"") + "x\r\n").repeat(5000)
                                + "--B--\r\n")),
                form(
                        "two files",
                        "multipart/form-data; boundary=B",
                        BadBodies.joined("", body("B", DISPOSITION, PICTURE, false), body("B", DISPOSITION, PICTURE))),
                form("empty file", "multipart/form-data; boundary=B", body("B", DISPOSITION, new byte[0])),
                form("text as file", "multipart/form-data; boundary=B", body("B", DISPOSITION, ascii("hello"))),
                form(
                        "nested form",
                        "multipart/form-data; boundary=B",
                        body(
                                "B",
                                "Content-Type: multipart/mixed; boundary=D\r\n" + DISPOSITION,
                                ascii("--D\r\n\r\nx\r\n--D--"))),
                form(
                        "base64 claimed",
                        "multipart/form-data; boundary=B",
                        body("B", "Content-Transfer-Encoding: base64\r\n" + DISPOSITION, ascii("iVBORw0KGgo="))),
                form(
                        "line feeds alone",
                        "multipart/form-data; boundary=B",
                        ascii(new String(body("B", DISPOSITION, ascii("x")), StandardCharsets.ISO_8859_1)
                                .replace("\r", "")))));
        for (int i = 1; i <= 12; i++) {
            bad.add(form(
                    "form cut at " + i,
                    "multipart/form-data; boundary=B",
                    BadBodies.cut(whole, whole.length * i / 13)));
        }
        return bad;
    }

    private static List<Bad> names() {
        return List.of(
                        "../../../etc/passwd",
                        "..\\\\..\\\\x.png",
                        "/dev/null",
                        "a\\\".png",
                        "a\0b.png",
                        "%2e%2e%2f.png",
                        "<script>alert(1)</script>.png",
                        "x".repeat(4000),
                        "\u00e9\u00ff.png",
                        "CON",
                        "",
                        "file:///etc/passwd")
                .stream()
                .map(name -> form(
                        "file called " + name.substring(0, Math.min(20, name.length())),
                        "multipart/form-data; boundary=B",
                        body("B", DISPOSITION.replace("a.png", name), PICTURE)))
                .toList();
    }

    private static List<Bad> frames(int limit) {
        byte[] tooLarge = new byte[limit + 1];
        return List.of(
                new Bad("too large", RawHttp.post(PATH, "", tooLarge)),
                new Bad(
                        "far too large, claimed alone",
                        RawHttp.request(head("Content-Length: 99999999999\r\n"), PICTURE)),
                new Bad(
                        "too large, expecting a word first",
                        RawHttp.request(head("Expect: 100-continue\r\nContent-Length: 99999999\r\n"), new byte[0])),
                new Bad(
                        "too large in chunks",
                        RawHttp.request(head("Transfer-Encoding: chunked\r\n"), chunked(tooLarge))),
                new Bad(
                        "too large form",
                        RawHttp.post(
                                PATH,
                                "Content-Type: multipart/form-data; boundary=B\r\n",
                                body("B", DISPOSITION, tooLarge))),
                new Bad(
                        "length too long",
                        RawHttp.request(head("Content-Length: " + (PICTURE.length + 50) + "\r\n"), PICTURE)),
                new Bad("length too short", RawHttp.request(head("Content-Length: 20\r\n"), PICTURE)),
                new Bad("negative length", RawHttp.request(head("Content-Length: -1\r\n"), PICTURE)),
                new Bad("length in words", RawHttp.request(head("Content-Length: ten\r\n"), PICTURE)),
                new Bad("two lengths", RawHttp.request(head("Content-Length: 5\r\nContent-Length: 6\r\n"), PICTURE)),
                new Bad(
                        "length and chunks",
                        RawHttp.request(head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), chunked(PICTURE))),
                new Bad("no length", RawHttp.request(head(""), PICTURE)),
                new Bad(
                        "bad chunk size",
                        RawHttp.request(head("Transfer-Encoding: chunked\r\n"), ascii("zz\r\nhello\r\n0\r\n\r\n"))),
                new Bad(
                        "huge chunk size",
                        RawHttp.request(head("Transfer-Encoding: chunked\r\n"), ascii("ffffffffffff\r\nhello"))),
                new Bad(
                        "chunks without end",
                        RawHttp.request(head("Transfer-Encoding: chunked\r\n"), ascii("5\r\nhello\r\n"))),
                new Bad("unknown transfer", RawHttp.request(head("Transfer-Encoding: gzip\r\n"), PICTURE)),
                new Bad("gzip claimed", RawHttp.post(PATH, "Content-Encoding: gzip\r\n", PICTURE)),
                new Bad("brotli claimed", RawHttp.post(PATH, "Content-Encoding: br\r\n", ascii("no"))),
                new Bad(
                        "form fields",
                        RawHttp.post(
                                PATH,
                                "Content-Type: application/x-www-form-urlencoded\r\n",
                                ascii("file=a.png&x=%zz"))),
                new Bad("type is nonsense", RawHttp.post(PATH, "Content-Type: ;;;=\"\r\n", ascii("x"))),
                new Bad(
                        "type is endless",
                        RawHttp.post(PATH, "Content-Type: " + "a".repeat(6000) + "\r\n", ascii("x"))),
                new Bad(
                        "charset unknown",
                        RawHttp.post(PATH, "Content-Type: text/plain; charset=klingon\r\n", ascii("x"))),
                new Bad("headers too long", RawHttp.post(PATH, "X: " + "a".repeat(20_000) + "\r\n", PICTURE)),
                new Bad("address too long", RawHttp.post("/api/predict?" + "a".repeat(20_000), "", PICTURE)),
                new Bad("address with bad escapes", RawHttp.post("/api/predict?class=%zz%", "", ascii("x"))),
                new Bad("address that climbs", RawHttp.post("/api/../../etc/passwd", "", PICTURE)),
                new Bad("address with escaped slash", RawHttp.post("/api%2fpredict", "", PICTURE)),
                new Bad(
                        "unknown version",
                        RawHttp.request("POST /api/predict HTTP/9.9\r\nHost: localhost\r\n\r\n", new byte[0])),
                new Bad("not HTTP", ascii("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n\r\n")),
                new Bad("space in header", RawHttp.post(PATH, "Bad Header : x\r\n", PICTURE)),
                new Bad(
                        "unknown method",
                        RawHttp.request("BREW /api/predict HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0])),
                new Bad(
                        "wrong method",
                        RawHttp.request(
                                "PUT /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                                new byte[0])));
    }

    private static Bad form(String name, String type, byte[] body) {
        return new Bad(name, RawHttp.post(PATH, "Content-Type: " + type + "\r\n", body));
    }

    private static byte[] body(String boundary, String headers, byte[] content) {
        return body(boundary, headers, content, true);
    }

    private static byte[] body(String boundary, String headers, byte[] content, boolean end) {
        return BadBodies.joined(
                "--" + boundary + "\r\n" + headers, content, ascii(end ? "\r\n--" + boundary + "--\r\n" : "\r\n"));
    }

    private static String head(String lengthHeaders) {
        return "POST /api/predict HTTP/1.1\r\nHost: localhost\r\n" + lengthHeaders + "\r\n";
    }

    private static byte[] chunked(byte[] content) {
        return BadBodies.joined(Integer.toHexString(content.length) + "\r\n", content, ascii("\r\n0\r\n\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
