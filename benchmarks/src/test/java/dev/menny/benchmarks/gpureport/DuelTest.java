package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.benchmarks.gpureport.Duel.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuelTest {
    private static final Case WORK = Case.of("AdamWBenchmark.step", "size=3", "device=cpu", "threads=1");
    private static final Deadline SOON = Deadline.in(Duration.ofSeconds(30));
    // Each operation takes a hundredth of a second, as it says; questions are noted down.
    private static final String HONEST = """
            while read -r word count rest; do
                echo "$NAME $word" >>"$NOTES"
                case $word in
                    prepare) echo 'chatter of a library'; echo 'menny> ready' ;;
                    window) echo "menny> seconds $(awk "BEGIN { print 0.01 * $count }")" ;;
                    release) echo 'menny> released' ;;
                esac
            done""";

    @TempDir
    private Path folder;

    private List<Entry> fight(Deadline deadline, String... scripts) {
        List<Side> sides = new java.util.ArrayList<>();
        for (int i = 0; i < scripts.length; i++) {
            String name = Character.toString('A' + i);
            Contestant contestant = new Contestant(
                    List.of("bash", "-c", scripts[i]),
                    Map.of("NAME", name, "NOTES", folder.resolve("notes").toString()),
                    folder.resolve("log"));
            sides.add(new Side(name, contestant, WORK));
        }
        Duel.Pace pace = new Duel.Pace(Duration.ofMillis(50), 3, Duration.ofSeconds(1));
        try {
            return new Duel("steps", pace).fight(sides, deadline);
        } finally {
            sides.forEach(side -> side.contestant().close());
        }
    }

    private static Entry.Gap gap(Entry entry) {
        assertThat(entry).isInstanceOf(Entry.Gap.class);
        return (Entry.Gap) entry;
    }

    @Test
    void contestantsTakeTurns() throws IOException {
        List<Entry> entries = fight(SOON, HONEST, HONEST);

        assertThat(entries).hasSize(2).allSatisfy(entry -> {
            Entry.Timing timing = (Entry.Timing) entry;
            assertThat(timing.seconds())
                    .hasSize(3)
                    .allSatisfy(
                            seconds -> assertThat(seconds).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-9)));
        });
        assertThat(((Entry.Timing) entries.getFirst()).beside()).isEqualTo("B");
        List<String> windows = Files.readAllLines(folder.resolve("notes")).stream()
                .filter(line -> line.endsWith("window"))
                .toList();
        assertThat(windows.subList(windows.size() - 6, windows.size()))
                .containsExactly("A window", "B window", "A window", "B window", "A window", "B window");
        assertThat(folder.resolve("log")).content().contains("chatter of a library");
    }

    @Test
    void whoCannotDoItLeavesTheOtherAlone() {
        List<Entry> entries = fight(SOON, HONEST, "read -r all; echo 'menny> refused no GPU'; read -r more");

        assertThat(gap(entries.getFirst()).word()).isEqualTo(Entry.Gap.NOT_HERE);
        assertThat(gap(entries.getFirst()).reason()).isEqualTo("no GPU");
        assertThat(((Entry.Timing) entries.get(1)).beside()).isEmpty();
    }

    @Test
    void whoDiesOrIsLateCostsOneCase() {
        assertThat(gap(fight(SOON, "read -r all; exit 3").getFirst()).word()).isEqualTo(Entry.Gap.FAILED);
        assertThat(gap(fight(SOON, "read -r all; sleep 60").getFirst()).word()).isEqualTo(Entry.Gap.NO_TIME);
        assertThat(gap(fight(Deadline.in(Duration.ZERO), HONEST).getFirst()).word())
                .isEqualTo(Entry.Gap.NO_TIME);
        assertThat(Files.exists(folder.resolve("notes"))).isFalse();
    }

    @Test
    void aContestantThatCannotBeStartedIsNotHere() {
        Contestant nobody = new Contestant(List.of("no-such-python"), Map.of(), folder.resolve("log"));
        List<Entry> entries = new Duel("steps", new Duel.Pace(Duration.ofMillis(5), 1, Duration.ofSeconds(5)))
                .fight(List.of(new Side("pytorch eager", nobody, WORK)), SOON);

        assertThat(gap(entries.getFirst()).word()).isEqualTo(Entry.Gap.NOT_HERE);
        assertThat(gap(entries.getFirst()).reason()).contains("no-such-python");
    }
}
