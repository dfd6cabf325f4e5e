package dev.menny.trainer.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void setsBlocksApart() {
        Markdown text = new Markdown()
                .heading(2, "Result")
                .paragraph("All is well.")
                .table(List.of("part", "loss"), List.of(List.of("test", "0.5")))
                .facts(List.of(List.of("model", "simple")))
                .list(List.of("one", "two"))
                .picture("curves", "curves.png")
                .code(List.of("menny train", "menny predict"));

        assertThat(text).hasToString("""
                ## Result

                All is well.

                | part | loss |
                |:--|--:|
                | test | 0.5 |

                | | |
                |:--|:--|
                | model | simple |

                - one
                - two

                ![curves](curves.png)

                    menny train
                    menny predict
                """);
    }

    @Test
    void namesDoNotTurnIntoMarkup() {
        assertThat(new Markdown().paragraph("*a* | <b> [c](d) `e` _f_\ng \\"))
                .hasToString("\\*a\\* \\| \\<b\\> \\[c\\](d) \\`e\\` \\_f\\_ g \\\\\n");
    }
}
