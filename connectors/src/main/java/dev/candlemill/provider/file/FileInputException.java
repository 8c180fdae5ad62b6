package dev.candlemill.provider.file;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Input files that a run cannot use: all that were found wrong, not only the first. */
public final class FileInputException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final ArrayList<Problem> problems;

    /**
     * What is wrong with one file.
     *
     * @param place the file, and the line where there is one: {@code bars/AAPL.csv:1}
     */
    public record Problem(String place, String message) implements Serializable {
        @Override
        public String toString() {
            return place + ": " + message;
        }
    }

    FileInputException(List<Problem> problems) {
        super(message(problems));
        this.problems = new ArrayList<>(problems);
    }

    FileInputException(String place, String message) {
        this(List.of(new Problem(place, message)));
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private static String message(List<Problem> problems) {
        StringBuilder message = new StringBuilder();
        for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            message.append(message.length() == 0 ? "" : "\n").append(problem);
        }
        if (problems.size() > SHOWN) {
            message.append("\nand ").append(problems.size() - SHOWN).append(" more");
        }
        return message.toString();
    }
}
