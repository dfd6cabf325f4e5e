package dev.menny.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.app.TestWeights;
import dev.menny.app.model.Models.Lease;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.trainer.data.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    private static final List<Picture> BLACK = List.of(new Picture(16, 16, 3, new byte[16 * 16 * 3]));

    @TempDir
    private Path folder;

    private final Backend backend = Backends.open("cpu");
    private final Models models = new Models();

    @AfterEach
    void close() {
        models.close();
        backend.close();
    }

    @Test
    void thereIsNoneAtFirst() {
        assertThat(models.lease()).isEmpty();
        assertThat(models.facts()).isEmpty();
    }

    @Test
    void aReplacedModelLivesAsLongAsItsLastLease() throws IOException {
        models.use(model("one"));
        Lease first = models.lease().orElseThrow();
        Lease second = models.lease().orElseThrow();
        models.use(model("two"));
        assertThat(models.facts().orElseThrow().file()).isEqualTo("two.safetensors");

        first.close();
        first.close(); // counts once
        assertThat(second.model().predict(BLACK)).hasSize(1);
        second.close();
        assertClosed(second.model());
    }

    @Test
    void whatNobodyLeasesIsClosedAtOnce() throws IOException {
        ServedModel one = model("one");
        models.use(one);
        models.use(model("two"));
        assertClosed(one);
    }

    @Test
    void theEndWaitsForLeasesToo() throws IOException {
        models.use(model("one"));
        Lease lease = models.lease().orElseThrow();
        models.close();
        assertThat(models.lease()).isEmpty();
        assertThat(lease.model().predict(BLACK)).hasSize(1);
        lease.close();
        assertClosed(lease.model());
    }

    @Test
    void theLineTellsWhatIsKnown() throws IOException {
        models.use(model("one"));
        assertThat(models.facts().orElseThrow().line())
                .isEqualTo("one.safetensors: simple, 16x16 RGB; validation accuracy 95.0 %");
    }

    private static void assertClosed(ServedModel model) {
        assertThatThrownBy(() -> model.predict(BLACK)).isInstanceOf(IllegalStateException.class);
    }

    private ServedModel model(String name) throws IOException {
        return ServedModel.load(TestWeights.save(folder.resolve(name + ".safetensors"), 16, 1), backend);
    }
}
