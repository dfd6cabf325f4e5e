package dev.menny.benchmarks.gpureport;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.Backends;
import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.workload.Contestants;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Workload;
import dev.menny.benchmarks.workload.Works;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Menny's side of a {@link Contestant}'s conversation. */
final class MennyWorker {
    // Algorithms are chosen, graphs captured and loops compiled before anything counts.
    private static final int WARM_UPS = 8;
    private static final double GPU_WARM_UP_SECONDS = 0.3;
    private static final double CPU_WARM_UP_SECONDS = 2;
    private static final int MOST_WARM_UPS = 10_000;
    private static final double NANO = 1e-9;
    private static final String MENNY = "menny";

    private final PrintStream out;
    private @Nullable Workload workload;

    private MennyWorker(PrintStream out) {
        this.out = out;
    }

    /** Answers until there are no more questions. */
    public static void main(String[] words) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        MennyWorker worker = new MennyWorker(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            worker.answer(question);
        }
    }

    private void answer(String question) {
        String answer;
        try {
            answer = reply(question);
        } catch (UserError | BackendUnavailableException e) {
            answer = "refused " + oneLine(e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            e.printStackTrace();
            answer = "failed " + oneLine(e.toString());
        }
        out.println(Contestant.PROMPT + answer);
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ");
    }

    private String reply(String question) {
        String word = question.split(" ", 2)[0];
        return switch (word) {
            case "prepare" -> prepare(Case.parse(question));
            case "window" -> "seconds " + window(Integer.parseInt(question.split(" ", -1)[1]));
            case "release" -> release();
            case "describe" -> describe(question.split(" ", -1)[1]);
            default -> throw new IllegalArgumentException("no answer to '%s'".formatted(question));
        };
    }

    private String prepare(Case one) {
        release();
        Work work = Works.of(one.benchmark(), one.parameters());
        Setting setting = Works.setting(one.parameters());
        var menny = Contestants.named(MENNY);
        Optional<String> refusal = menny.refusal(work, setting);
        if (refusal.isPresent()) {
            return "refused " + oneLine(refusal.get());
        }
        menny.requireReady(setting);
        workload = menny.prepare(work, setting);
        warmUp(setting.isGpu() ? GPU_WARM_UP_SECONDS : CPU_WARM_UP_SECONDS);
        return "ready";
    }

    private void warmUp(double seconds) {
        double spent = 0;
        for (int i = 0; i < MOST_WARM_UPS && (i < WARM_UPS || spent < seconds); i++) {
            spent += window(1);
        }
    }

    /** Seconds of some operations, begun one after the other, all of them done at the end. */
    private double window(int operations) {
        Workload ready = workload;
        if (ready == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        long start = System.nanoTime();
        for (int i = 0; i < operations; i++) {
            ready.begin();
        }
        ready.finish();
        return (System.nanoTime() - start) * NANO;
    }

    /** What a device says of itself. */
    private static String describe(String device) {
        try (Backend backend = Backends.open(device)) {
            return "described " + oneLine(backend.description());
        }
    }

    private String release() {
        if (workload != null) {
            workload.close();
            workload = null;
        }
        return "released";
    }
}
