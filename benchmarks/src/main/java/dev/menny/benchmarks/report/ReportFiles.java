package dev.menny.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A report as files: a page and, if Menny was compared with somebody, a chart. */
public final class ReportFiles {
    private static final String PAGE = "report.md";
    private static final String CHART = "ratios.png";

    private ReportFiles() {}

    /**
     * Writes a report.
     *
     * @param folder made if it is not there
     * @return the files that were written
     */
    public static List<Path> write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        String page = report.markdown();
        Map<String, Map<String, Double>> ratios = RatioChart.ratios(report.comparisons());
        if (!ratios.isEmpty()) {
            Path chart = folder.resolve(CHART);
            ImageIO.write(RatioChart.paint(ratios), "png", chart.toFile());
            written.add(chart);
            page += "\n![How many times faster Menny is](%s)\n".formatted(CHART);
        }
        Path file = folder.resolve(PAGE);
        Files.writeString(file, page);
        written.addFirst(file);
        return written;
    }
}
