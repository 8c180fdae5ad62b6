package dev.candlemill.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.candlemill.benchmarks.item.Figure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one run, and on what machine they were taken.
 *
 * @param loadBefore the machine's load average before the first run; negative when unknown
 */
record Report(
        int cores,
        long maxHeapMegabytes,
        String java,
        String os,
        double loadBefore,
        List<Line> figures) {

    /** A figure as JSON shows it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String item,
            String what,
            String unit,
            double best,
            double median,
            @Nullable Double wholeJob,
            @Nullable Double target,
            @Nullable Boolean met) {

        private static Line of(Figure f) {
            return new Line(
                    f.item(),
                    f.what(),
                    f.unit(),
                    f.best(),
                    f.median(),
                    f.wholeJob(),
                    f.target() == null ? null : f.target().value(),
                    f.isMet());
        }
    }

    static Report of(List<Figure> figures, double loadBefore) {
        Runtime runtime = Runtime.getRuntime();
        return new Report(
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                loadBefore,
                figures.stream().map(Line::of).toList());
    }

    String toJson() throws JsonProcessingException {
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(this);
    }

    String toTable() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d cores, heap %,d MB, JDK %s, %s, load before %.1f%n%n",
                        cores,
                        maxHeapMegabytes,
                        java,
                        os,
                        loadBefore));
        text.append(
                String.format(
                        Locale.ROOT,
                        "   %-44s %12s %12s %12s  %-7s %s%n",
                        "",
                        "best",
                        "median",
                        "whole job",
                        "",
                        "target"));
        figures.forEach(line -> text.append(row(line)));
        return text.toString();
    }

    private static String row(Line line) {
        return String.format(
                        Locale.ROOT,
                        "%s  %-44s %12s %12s %12s  %-7s %s",
                        line.item(),
                        line.what(),
                        number(line, line.best()),
                        number(line, line.median()),
                        line.wholeJob() == null ? "" : number(line, line.wholeJob()),
                        line.unit(),
                        target(line))
                .stripTrailing()
                .concat(System.lineSeparator());
    }

    private static String target(Line line) {
        if (line.target() == null) {
            return "";
        }
        return number(line, line.target()) + (Boolean.TRUE.equals(line.met()) ? " met" : " MISSED");
    }

    private static String number(Line line, double value) {
        return String.format(
                Locale.ROOT,
                line.unit().equals("x") || line.unit().equals("ms") ? "%,.2f" : "%,.0f",
                value);
    }
}
