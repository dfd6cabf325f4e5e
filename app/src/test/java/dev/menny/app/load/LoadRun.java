package dev.menny.app.load;

import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import dev.menny.trainer.data.PictureFiles;
import dev.menny.trainer.model.Predictor;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Measures how much of the model's speed is left behind HTTP: {@code LoadRun [requests [rounds]]}, with the bundled
 * portraits as they are, and as small JPEG files, where HTTP weighs most. Rounds through the server and without it take
 * turns, since a machine's speed drifts.
 */
public final class LoadRun {
    private static final int CLIENTS = 32;
    private static final int SIZE = 128;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private LoadRun() {}

    /** Prints a table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path weights = TestWeights.save(Files.createTempFile("menny", ".safetensors"), SIZE, 1);
        List<byte[]> portraits = portraits();
        List<byte[]> small = portraits.stream().map(LoadRun::smallJpeg).toList();
        try (TestServer server = TestServer.start(weights);
                Predictor predictor = Predictor.load(weights)) {
            measure("portraits, 512x512 PNG", server, predictor, portraits, requests, rounds);
            measure("portraits, 128x128 JPEG", server, predictor, small, requests, rounds);
        } finally {
            Files.delete(weights);
        }
    }

    private static void measure(
            String name, TestServer server, Predictor predictor, List<byte[]> pictures, int requests, int rounds)
            throws IOException, InterruptedException {
        System.out.printf("%s, %,d requests by %d clients, %d threads%n", name, requests, CLIENTS, THREADS);
        System.out.printf(
                "%-7s %9s %9s %6s %8s %8s %8s %5s %6s %8s%n",
                "round", "direct/s", "server/s", "ratio", "p50 ms", "p95 ms", "p99 ms", "503", "errors", "RSS MiB");
        Load.direct(predictor, pictures, requests, THREADS);
        Load.throughServer(server.port(), pictures, requests, CLIENTS);
        // Not between rounds: a collection that is asked for shrinks the heap, which the next round pays for.
        double heapBefore = heapMebibytes();
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Load.Round direct = Load.direct(predictor, pictures, requests, THREADS);
            Load.Round served = Load.throughServer(server.port(), pictures, requests, CLIENTS);
            ratios.add(served.perSecond() / direct.perSecond());
            System.out.printf(
                    "%-7d %9.1f %9.1f %6.2f %8.1f %8.1f %8.1f %5d %6d %8d%n",
                    round,
                    direct.perSecond(),
                    served.perSecond(),
                    ratios.getLast(),
                    served.percentileMillis(0.5),
                    served.percentileMillis(0.95),
                    served.percentileMillis(0.99),
                    served.refused(),
                    served.failed(),
                    residentMebibytes());
        }
        ratios.sort(null);
        System.out.printf(
                "median ratio %.2f; heap after a collection %.1f MiB before, %.1f MiB after%n%n",
                ratios.get(ratios.size() / 2), heapBefore, heapMebibytes());
    }

    private static List<byte[]> portraits() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : PictureFiles.below(Path.of("portraits"))) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    private static byte[] smallJpeg(byte[] file) {
        try {
            BufferedImage small = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
            Image large = ImageIO.read(new java.io.ByteArrayInputStream(file))
                    .getScaledInstance(SIZE, SIZE, Image.SCALE_AREA_AVERAGING);
            small.getGraphics().drawImage(large, 0, 0, null);
            return TestPictures.file(small, "jpg");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** After a collection, so that only what is held counts. */
    static double heapMebibytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
    }

    /** What the system has given this process; 0 where it does not tell. */
    private static long residentMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }
}
