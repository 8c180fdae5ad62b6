package dev.candlemill.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** A line of equity in plain characters, the last value of each column's candles. */
final class EquityChart {

    private static final int WIDTH = 72;
    private static final int HEIGHT = 10;

    private EquityChart() {}

    static void print(double[] equity, PrintWriter out) {
        double[] columns = columns(equity);
        double least = Arrays.stream(columns).min().orElse(1);
        double most = Arrays.stream(columns).max().orElse(1);
        for (int row = HEIGHT - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder();
            for (double value : columns) {
                line.append(row(value, least, most) == row ? '*' : ' ');
            }
            double level = least + (most - least) * row / (HEIGHT - 1);
            out.println(
                    String.format(Locale.ROOT, "%9.4f |", level) + line.toString().stripTrailing());
        }
    }

    private static double[] columns(double[] equity) {
        double[] columns = new double[Math.min(WIDTH, equity.length)];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = equity[(int) ((long) (i + 1) * equity.length / columns.length) - 1];
        }
        return columns;
    }

    private static int row(double value, double least, double most) {
        return most == least
                ? 0
                : (int) Math.round((value - least) / (most - least) * (HEIGHT - 1));
    }
}
