package dev.menny.trainer.cli.report;

import dev.menny.trainer.train.History;
import dev.menny.trainer.train.HistoryCsv;
import java.io.IOException;
import java.nio.file.Path;

/** The files of a training's report that do not depend on how it was started. */
public final class RunFiles {
    /** Every epoch's figures. */
    public static final String HISTORY_CSV = "history.csv";
    /** Loss and accuracy over the epochs. */
    public static final String CURVES_PNG = "curves.png";
    /** The report itself. */
    public static final String REPORT = "report.md";

    private RunFiles() {}

    /**
     * Writes every epoch's figures.
     *
     * @throws IOException if the file cannot be written
     */
    public static void history(Path folder, History history) throws IOException {
        WholeFile.write(folder.resolve(HISTORY_CSV), HistoryCsv.toText(history.epochs()));
    }

    /**
     * Paints the curves.
     *
     * @throws NoFontsException if this machine has no fonts
     * @throws IOException if the file cannot be written
     */
    public static void curves(Path folder, History history) throws IOException {
        WholeFile.write(folder.resolve(CURVES_PNG), CurvesChart.paint(history));
    }

    /**
     * Writes the report.
     *
     * @throws IOException if the file cannot be written
     */
    public static void report(Path folder, Markdown text) throws IOException {
        WholeFile.write(folder.resolve(REPORT), text.toString());
    }
}
