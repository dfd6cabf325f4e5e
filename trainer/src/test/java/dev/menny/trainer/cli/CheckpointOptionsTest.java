package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.train.CheckpointFolder;
import dev.menny.trainer.train.CheckpointPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CheckpointOptionsTest {
    @TempDir
    Path folder;

    private Path weights;
    private Path place;

    @Command
    private static final class Anything {
        @Mixin
        private CheckpointOptions checkpoints = new CheckpointOptions();
    }

    @BeforeEach
    void name() {
        weights = folder.resolve("faces.safetensors");
        place = folder.resolve("faces.checkpoints");
    }

    private static CheckpointOptions options(Object... words) {
        Anything command = new Anything();
        new CommandLine(command)
                .parseArgs(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return command.checkpoints;
    }

    private Path earlierCheckpoint() throws IOException {
        Files.createDirectories(place);
        return Files.writeString(place.resolve("step-000006.safetensors"), "precious");
    }

    @Test
    void checkpointsGoBesideTheWeights() {
        assertThat(options().plan(weights)).contains(new CheckpointPlan(place, CheckpointPlan.AUTO));
        assertThat(options("--checkpoint", "auto").plan(weights))
                .contains(new CheckpointPlan(place, CheckpointPlan.AUTO));
        assertThat(options("--checkpoint", "3").plan(weights)).contains(new CheckpointPlan(place, 3));
        assertThat(options("--checkpoint", "none").plan(weights)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "sometimes", "AUTO", "9999999999", "007"})
    void otherIntervalsAreRefused(String typed) {
        assertThatThrownBy(() -> options("--checkpoint", typed))
                .hasMessageContaining("'%s' is not auto, none, or a number of epochs from 1", typed);
    }

    @Test
    void earlierCheckpointsAreNotMixedWithNewOnes() throws IOException {
        Path earlier = earlierCheckpoint();

        assertThatThrownBy(() -> options().requireRoom(weights, false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'%s' holds checkpoints of an earlier training", place)
                .hasMessageContaining("--resume %s, or throw them away with --force", place);
        assertThat(earlier).hasContent("precious");
    }

    @Test
    void theyMakeRoomWhenForced() throws IOException {
        Path earlier = earlierCheckpoint();
        Path foreign = Files.writeString(place.resolve("notes.txt"), "mine");

        options().requireRoom(weights, true);
        assertThat(earlier).as("before the new training begins").exists();

        options().makeRoom(weights);
        assertThat(earlier).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void thoseThatATrainingGoesOnFromStay() throws IOException {
        Path earlier = earlierCheckpoint();
        for (Path resumed : new Path[] {place, earlier}) {
            CheckpointOptions options = options("--resume", resumed);
            options.requireRoom(weights, true);
            options.makeRoom(weights);
        }
        options("--resume", earlier).requireRoom(weights, false);

        assertThat(new CheckpointFolder(place).files()).containsExactly(earlier);
    }

    @Test
    void aTrainingThatGoesOnElsewhereLeavesThoseThereAlone() throws IOException {
        earlierCheckpoint();
        Path other = Files.createDirectories(folder.resolve("other.checkpoints"));

        assertThatThrownBy(() -> options("--resume", other).requireRoom(weights, false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("faces.checkpoints' holds checkpoints of an earlier training");
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Files.writeString(place, "a file");

        assertThatThrownBy(() -> options().requireRoom(weights, true))
                .isInstanceOf(UserError.class)
                .hasMessage("'%s', where checkpoints go, is a file: move it or choose another --out", place);
        assertThat(place).hasContent("a file");
    }

    @Test
    void nothingInTheWayIsFine() throws IOException {
        options().requireRoom(weights, false);
        options().makeRoom(weights);

        assertThat(place).doesNotExist();
    }
}
