package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RememberedOptionsTest {
    private final CommandLine menny = Main.commandLine(
            new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(new StringWriter()), false));

    private RememberedOptions typed(String... words) {
        return RememberedOptions.typed(menny.parseArgs(words).subcommand());
    }

    private CommandSpec train() {
        return Objects.requireNonNull(menny.getSubcommands().get("train")).getCommandSpec();
    }

    private @Nullable String remembered(RememberedOptions options, String option) {
        return options.defaultValue(Objects.requireNonNull(train().findOption(option), option));
    }

    private @Nullable String folder(RememberedOptions options) {
        return options.defaultValue(train().positionalParameters().getFirst());
    }

    @Test
    void whatWasTypedIsTheDefaultNextTime() {
        RememberedOptions options =
                typed("train", "my faces", "--epochs", "3", "--lr=0.002", "--grey", "--augment", "flip,crop=0.85");

        assertThat(folder(options)).isEqualTo("my faces");
        assertThat(remembered(options, "--epochs")).isEqualTo("3");
        assertThat(remembered(options, "--lr")).isEqualTo("0.002");
        assertThat(remembered(options, "--augment")).isEqualTo("flip,crop=0.85");
        assertThat(remembered(options, "--grey")).isEqualTo("true");
        assertThat(remembered(options, "--batch")).isNull();
        assertThat(remembered(options, "--strict")).isNull();
    }

    @Test
    void listsAreRememberedWhole() {
        assertThat(remembered(typed("train", "--classes", "disc,square"), "--classes"))
                .isEqualTo("disc,square");
    }

    @Test
    void howATrainingComputesBelongsToIt() {
        RememberedOptions options = typed("train", "--precision", "bf16", "--deterministic", "--device", "reference");

        assertThat(remembered(options, "--precision")).isEqualTo("bf16");
        assertThat(remembered(options, "--deterministic")).isEqualTo("true");
        assertThat(remembered(options, "--device"))
                .as("another machine may have another")
                .isNull();
    }

    @Test
    void aFlagThatWasDeniedStaysDenied() {
        assertThat(remembered(typed("train", "--grey=false"), "--grey")).isEqualTo("false");
        assertThat(remembered(typed("train", "--grey=true"), "--grey")).isEqualTo("true");
    }

    @Test
    void howToRunTheCommandIsNotRemembered() {
        RememberedOptions options = typed(
                "train",
                "--force",
                "--json",
                "--device",
                "reference",
                "--threads",
                "1",
                "--resume",
                "here",
                "--verbose");

        assertThat(options.text()).isEmpty();
    }

    @Test
    void withoutAFolderThereIsNone() {
        assertThat(folder(typed("train", "--epochs", "3"))).isNull();
    }

    @Test
    void whatIsTypedAgainComesFirst() {
        RememberedOptions before = typed("train", "faces", "--epochs", "3", "--batch", "8");
        RememberedOptions both = before.with(typed("train", "--epochs", "9", "--seed", "1"));

        assertThat(folder(both)).isEqualTo("faces");
        assertThat(remembered(both, "--epochs")).isEqualTo("9");
        assertThat(remembered(both, "--batch")).isEqualTo("8");
        assertThat(remembered(both, "--seed")).isEqualTo("1");
        assertThat(remembered(before, "--epochs")).as("before is as it was").isEqualTo("3");
    }

    @Test
    void theTextReadsBack() {
        RememberedOptions options = typed("train", "a=b c", "--out", "x=y.safetensors", "--grey", "--epochs", "3");

        RememberedOptions again = RememberedOptions.parse(options.text());

        assertThat(options.text().lines()).contains("DATA_DIR=a=b c", "--out=x=y.safetensors", "--epochs=3");
        assertThat(again.text()).isEqualTo(options.text());
        assertThat(folder(again)).isEqualTo("a=b c");
        assertThat(remembered(again, "--out")).isEqualTo("x=y.safetensors");
        assertThat(remembered(again, "--grey")).isEqualTo("true");
    }

    @Test
    void nothingReadsBackAsNothing() {
        assertThat(RememberedOptions.parse("").text()).isEmpty();
        assertThat(RememberedOptions.parse("no option\n=3").text()).isEmpty();
    }
}
