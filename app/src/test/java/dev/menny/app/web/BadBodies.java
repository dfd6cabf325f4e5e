package dev.menny.app.web;

import dev.menny.app.TestPictures;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bodies that are no picture, no longer one, or one that means harm. */
final class BadBodies {
    private static final long SEED = 20261125;
    private static final int TRUNCATIONS = 16;
    private static final int FLIPS = 14;

    private BadBodies() {}

    /** A body and what it is. */
    record Bad(String name, byte[] body) {}

    static List<Bad> all() {
        List<Bad> bad = new ArrayList<>();
        bad.addAll(noPictures());
        bad.addAll(bombs());
        for (String kind : List.of("png", "jpg", "gif", "bmp")) {
            byte[] whole = TestPictures.file(TestPictures.photo(90, 70, SEED), kind);
            bad.addAll(damaged(kind, whole));
        }
        bad.addAll(damaged("webp", webp()));
        bad.addAll(polyglots());
        return bad;
    }

    private static List<Bad> noPictures() {
        Random random = new Random(SEED);
        byte[] noise = new byte[5000];
        random.nextBytes(noise);
        return List.of(
                new Bad("empty", new byte[0]),
                new Bad("one byte", new byte[] {(byte) 0x89}),
                new Bad("zeros", new byte[4096]),
                new Bad("noise", noise),
                text("text", "Hello, who is this?"),
                text("html", "<!doctype html><script>alert(1)</script>"),
                text(
                        "svg",
                        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><rect width='9' height='9'/></svg>"),
                text("xml bomb", "<!DOCTYPE l [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><l>&b;</l>"),
                text("pdf", "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
                text("postscript", "%!PS-Adobe-3.0\n(system) run"),
                text("json", "{\"file\": \"picture.png\"}"),
                text("php", "<?php system($_GET['c']); ?>"),
                text("shell", "#!/bin/sh\nrm -rf /\n"),
                text("path", "../../../../etc/passwd"),
                text("url", "http://169.254.169.254/latest/meta-data/"),
                text(
                        "imagemagick",
                        "push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://127.0.0.1/x)'\npop graphic-context"),
                text("ppm", "P6\n2 2\n255\n............"),
                text("mp4", "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom"),
                text("heic", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
                text("tiff", "II*\0\u0008\0\0\0\0\0"),
                text("ico", "\0\0\u0001\0\u0001\0\u0010\u0010\0\0\u0001\0"),
                text("psd", "8BPS\0\u0001\0\0\0\0\0\0\0\u0003"),
                new Bad("zip", zip()),
                new Bad("safetensors", new byte[] {8, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' '}),
                new Bad("png signature alone", pngSignature()),
                text("gif signature alone", "GIF89a"),
                text("bmp signature alone", "BM"),
                new Bad("jpeg signature alone", new byte[] {(byte) 0xff, (byte) 0xd8}),
                new Bad("jpeg start and end", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9}),
                text("webp header alone", "RIFF\u0004\0\0\0WEBP"),
                text("wav", "RIFF\u0024\0\0\0WAVEfmt \u0010\0\0\0"));
    }

    private static List<Bad> bombs() {
        byte[] megabytes = deflated(new byte[60 << 20]);
        List<Bad> bombs = new ArrayList<>();
        for (int side : new int[] {60_000, 1_000_000, Integer.MAX_VALUE}) {
            bombs.add(new Bad("png of " + side, png(header(side, side, 8, 2), chunk("IDAT", deflated(new byte[100])))));
        }
        bombs.add(new Bad("png of no height", png(header(10, 0, 8, 2))));
        bombs.add(new Bad("png of negative width", png(header(-5, 10, 8, 2))));
        bombs.add(new Bad("png of 3 bits", png(header(10, 10, 3, 2))));
        bombs.add(new Bad("png of unknown colours", png(header(10, 10, 8, 9))));
        bombs.add(new Bad("png without palette", png(header(10, 10, 8, 3), chunk("IDAT", deflated(new byte[110])))));
        bombs.add(new Bad(
                "png with a text bomb", png(header(8, 8, 8, 2), chunk("zTXt", joined("Title\0\0", megabytes)))));
        bombs.add(new Bad(
                "png with a profile bomb", png(header(8, 8, 8, 2), chunk("iCCP", joined("sRGB\0\0", megabytes)))));
        bombs.add(new Bad(
                "png with an international text bomb",
                png(header(8, 8, 8, 2), chunk("iTXt", joined("Title\0\1\0en\0Title\0", megabytes)))));
        bombs.add(new Bad("png with too much data", png(header(8, 8, 8, 2), chunk("IDAT", megabytes))));
        bombs.add(new Bad(
                "png with endless chunk", joined("", pngSignature(), header(8, 8, 8, 2), chunkOfLength(0x7fffffff))));
        bombs.add(
                new Bad("png with negative chunk", joined("", pngSignature(), header(8, 8, 8, 2), chunkOfLength(-1))));
        bombs.add(new Bad("gif of 65535", gif(65_535, 65_535)));
        bombs.add(new Bad("gif of 0", gif(0, 0)));
        for (int[] size : new int[][] {
            {100_000, 100_000},
            {Integer.MAX_VALUE, Integer.MAX_VALUE},
            {-10, 10},
            {10, Integer.MIN_VALUE},
            {0, 0},
            {1, -200_000_000}
        }) {
            bombs.add(new Bad("bmp of %dx%d".formatted(size[0], size[1]), bmp(size[0], size[1], 24, 0)));
        }
        bombs.add(new Bad("bmp of 7 bits", bmp(10, 10, 7, 0)));
        bombs.add(new Bad("bmp of unknown packing", bmp(10, 10, 24, 99)));
        bombs.add(new Bad("bmp packed rows", bmp(30_000, 30_000, 8, 1)));
        bombs.add(new Bad("jpeg of 65535", jpeg(65_535, 65_535)));
        bombs.add(new Bad("jpeg of 0", jpeg(0, 0)));
        bombs.add(new Bad("webp of 16383", webpHeader(16_383, 16_383)));
        return bombs;
    }

    private static List<Bad> damaged(String kind, byte[] whole) {
        Random random = new Random(SEED + kind.hashCode());
        List<Bad> damaged = new ArrayList<>();
        for (int i = 1; i <= TRUNCATIONS; i++) {
            int length = whole.length * i / (TRUNCATIONS + 1);
            damaged.add(new Bad("%s cut to %d of %d".formatted(kind, length, whole.length), cut(whole, length)));
        }
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            // Half of them in the header, where most goes wrong.
            int place = random.nextInt(i % 2 == 0 ? Math.min(64, whole.length) : whole.length);
            flipped[place] ^= (byte) (1 << random.nextInt(8));
            damaged.add(new Bad("%s with a bit flipped at %d".formatted(kind, place), flipped));
        }
        return damaged;
    }

    private static List<Bad> polyglots() {
        byte[] png = TestPictures.png(20, 20, SEED);
        byte[] gif = TestPictures.file(TestPictures.photo(20, 20, SEED), "gif");
        return List.of(
                new Bad("png then zip", joined("", png, zip())),
                new Bad("html then png", joined("<html><script>alert(1)</script>", png)),
                new Bad(
                        "gif that is a script",
                        joined("GIF89a/*", gif, "*/=1;alert(1)".getBytes(StandardCharsets.US_ASCII))),
                new Bad("png called a gif", joined("GIF89a", png)),
                new Bad("two pngs", joined("", png, png)));
    }

    static byte[] cut(byte[] whole, int length) {
        return java.util.Arrays.copyOf(whole, length);
    }

    private static Bad text(String name, String body) {
        return new Bad(name, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] joined(String first, byte[]... rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first.getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] part : rest) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] pngSignature() {
        return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    }

    private static byte[] png(byte[]... chunks) {
        byte[][] all = new byte[chunks.length + 2][];
        all[0] = pngSignature();
        System.arraycopy(chunks, 0, all, 1, chunks.length);
        all[all.length - 1] = chunk("IEND", new byte[0]);
        return joined("", all);
    }

    private static byte[] header(int width, int height, int bits, int colours) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colours)
                        .array());
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(data.length);
            out.write(name);
            out.write(data);
            out.writeInt((int) check.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunkOfLength(int length) {
        return ByteBuffer.allocate(108)
                .putInt(length)
                .put("IDAT".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] gif(int width, int height) {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0x80)
                .putShort((short) 0)
                .put(new byte[6])
                .put((byte) ',')
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0)
                .put((byte) 2)
                .put((byte) 1)
                .put((byte) 0x44)
                .put((byte) 0)
                .put((byte) ';')
                .array();
    }

    private static byte[] bmp(int width, int height, int bits, int packing) {
        return ByteBuffer.allocate(200)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(200)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) bits)
                .putInt(packing)
                .array();
    }

    private static byte[] jpeg(int width, int height) {
        byte[] whole = TestPictures.jpeg(16, 16, SEED);
        for (int i = 0; i < whole.length - 9; i++) {
            if (whole[i] == (byte) 0xff && whole[i + 1] == (byte) 0xc0) {
                ByteBuffer.wrap(whole, i + 5, 4).putShort((short) height).putShort((short) width);
            }
        }
        return whole;
    }

    private static byte[] webpHeader(int width, int height) {
        byte[] file = webp();
        // A lossless stream holds width - 1 and height - 1 in 14 bits each behind its signature.
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(21, (width - 1) | (height - 1) << 14);
        return file;
    }

    /** One red pixel, lossless, written by hand: the JDK has no writer. */
    private static byte[] webp() {
        return ByteBuffer.allocate(34)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(26)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(13)
                .put((byte) 0x2f)
                .putInt(0)
                .put(new byte[] {0x07, 0x10, (byte) 0xfd, (byte) 0x8f, (byte) 0xfe, 0x07, 0x22, 0})
                .array();
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("../../evil.txt"));
            out.write(new byte[100]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
