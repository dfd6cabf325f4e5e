package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Contestant.Answer;
import dev.menny.benchmarks.run.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** On which machine the rest was found out. */
final class EnvironmentPart implements Part {
    private static final String NOT_HERE = "not here";
    private static final String TORCH = "import sys, torch; print('Python %s, PyTorch %s, CUDA %s, cuDNN %s' % ("
            + "sys.version.split()[0], torch.__version__, torch.version.cuda, torch.backends.cudnn.version()))";

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(40);
    }

    @Override
    public void run(Bench bench, Deadline deadline) throws IOException {
        Map<String, String> facts = Environment.facts();
        facts.putIfAbsent("gpu", NOT_HERE);
        facts.put("PyTorch", pytorch(bench, deadline));
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            bench.results().add(new Entry.Fact(name(), fact.getKey(), fact.getValue()));
        }
        describe(bench, deadline);
    }

    /** The device in its own words: whatever a name promises, these say what computes. */
    private void describe(Bench bench, Deadline deadline) throws IOException {
        try (Contestant menny = bench.menny()) {
            Answer answer = menny.ask("describe " + bench.device(), deadline);
            String value = answer.is(Answer.DESCRIBED) ? answer.rest() : NOT_HERE + ", " + answer.rest();
            bench.results().add(new Entry.Fact(name(), "Menny's device", value));
        }
    }

    private static String pytorch(Bench bench, Deadline deadline) throws IOException {
        Command.Outcome outcome = Command.run(List.of(bench.python(), "-c", TORCH), deadline, bench.log());
        return outcome.succeeded() ? outcome.lastLine() : NOT_HERE;
    }
}
