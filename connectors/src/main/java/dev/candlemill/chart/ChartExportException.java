package dev.candlemill.chart;

/**
 * An export, or a mapping of its columns, that cannot be used: says where and what was expected.
 */
public final class ChartExportException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    ChartExportException(String message) {
        super(message);
    }

    ChartExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
