package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TrainingStoryTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TrainingStory story = new TrainingStory(0);

    private void told(String name, int number) {
        story.tell(name, Map.of("n", number));
    }

    /** All that can be had at once after {@code after}, as name and number. */
    private List<String> heard(long after) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        long last = after;
        Optional<TrainingEvent> next = story.next(last, NOT_AT_ALL);
        while (next.isPresent()) {
            heard.add(words(next.get()));
            last = next.get().id();
            next = story.next(last, NOT_AT_ALL);
        }
        return heard;
    }

    private static String words(TrainingEvent event) {
        return event.id() + " " + event.name() + " " + event.data().get("n");
    }

    @Test
    void aLateListenerHearsAllButOldProgress() throws InterruptedException {
        story.begin("start", Map.of("n", 0));
        story.tellProgress("step", Map.of("n", 1));
        story.tellProgress("step", Map.of("n", 2));
        told("epoch", 1);
        story.tellProgress("step", Map.of("n", 3));
        told("epoch", 2);

        assertThat(heard(0)).containsExactly("1 start 0", "4 epoch 1", "5 step 3", "6 epoch 2");
        assertThat(heard(4)).containsExactly("5 step 3", "6 epoch 2");
        assertThat(heard(6)).isEmpty();
    }

    @Test
    void idsOfAnotherServerMeanTheBeginning() throws InterruptedException {
        story.begin("start", Map.of("n", 0));

        assertThat(heard(99)).containsExactly("1 start 0");
    }

    @Test
    void whoComesBackToANewServerHearsTheWholeStory() throws InterruptedException {
        story.begin("start", Map.of("n", 0));
        told("epoch", 1);
        TrainingStory anew = new TrainingStory(1_000);
        anew.begin("start", Map.of("n", 2));

        TrainingEvent first = anew.next(2, NOT_AT_ALL).orElseThrow();
        assertThat(words(first)).isEqualTo("1001 start 2");
    }

    @Test
    void anotherTrainingForgetsTheLastOne() throws InterruptedException {
        story.begin("start", Map.of("n", 1));
        told("done", 1);
        story.begin("start", Map.of("n", 2));

        assertThat(heard(0)).containsExactly("3 start 2");
        assertThat(heard(1)).containsExactly("3 start 2");
    }

    @Test
    void whoeverWaitsHearsWhatComesAndIsSentHomeAtTheEnd() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<TrainingEvent>> first = threads.submit(() -> story.next(0, LONG));
            story.begin("start", Map.of("n", 7));
            assertThat(first.get(10, TimeUnit.SECONDS).map(TrainingStoryTest::words))
                    .contains("1 start 7");

            Future<Optional<TrainingEvent>> second = threads.submit(() -> story.next(1, LONG));
            story.close();
            assertThat(second.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(story.next(0, LONG)).as("the story can still be read").isPresent();
        }
    }

    @Test
    void nothingHappensForAsLongAsOneIsPatient() throws InterruptedException {
        long start = System.nanoTime();

        assertThat(story.next(0, Duration.ofMillis(50))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(40));
    }

    /** Eight listeners of all speeds, joining at any time, against a teller who never waits. */
    @Test
    void nobodyMissesAnythingOrHearsItTwice() throws Exception {
        int epochs = 2_000;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Integer>>> listeners = new ArrayList<>();
            story.begin("start", Map.of("n", 0));
            for (int i = 0; i < 8; i++) {
                int slow = i;
                listeners.add(threads.submit(listener(slow)));
            }
            for (int i = 1; i <= epochs; i++) {
                story.tellProgress("step", Map.of("n", i));
                told("epoch", i);
            }
            told("done", 0);
            for (Future<List<Integer>> listener : listeners) {
                List<Integer> numbers = listener.get(20, TimeUnit.SECONDS);
                assertThat(numbers).hasSize(epochs).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    private Callable<List<Integer>> listener(int slow) {
        return () -> {
            List<Integer> epochs = new ArrayList<>();
            Thread.sleep(slow * 5L);
            long last = 0;
            while (true) {
                TrainingEvent event = story.next(last, LONG).orElseThrow();
                assertThat(event.id()).isGreaterThan(last);
                last = event.id();
                if (event.name().equals("epoch")) {
                    epochs.add((Integer) event.data().get("n"));
                }
                if (event.name().equals("done")) {
                    return epochs;
                }
                if (slow > 0 && last % 500 == 0) {
                    Thread.sleep(slow);
                }
            }
        };
    }
}
