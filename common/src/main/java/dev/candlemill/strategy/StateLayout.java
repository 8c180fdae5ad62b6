package dev.candlemill.strategy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named parts of an array of doubles. Its text is stored with states, {@code name*size;name*size}:
 * never change the form.
 */
final class StateLayout {

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private int size;

    private record Part(int at, int size) {}

    /** Where the part begins; one that is there already keeps its place. */
    int add(String name, int length) {
        Part part = parts.get(name);
        if (part == null) {
            part = new Part(size, length);
            parts.put(name, part);
            size += length;
        }
        return part.at;
    }

    int size() {
        return size;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(
                (name, part) ->
                        text.append(text.isEmpty() ? "" : ";")
                                .append(name)
                                .append('*')
                                .append(part.size));
        return text.toString();
    }

    private static StateLayout parse(String text) {
        StateLayout layout = new StateLayout();
        for (String part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            int star = part.lastIndexOf('*');
            if (star < 0) {
                throw new IllegalArgumentException(
                        "'" + part + "' in a layout of strategies: expected name*size");
            }
            layout.add(part.substring(0, star), Integer.parseInt(part.substring(star + 1)));
        }
        return layout;
    }

    /** A state of this layout with the parts that the other has too; zeros elsewhere. */
    double[] adopt(String otherText, double[] other) {
        if (otherText.equals(text())) {
            return Arrays.copyOf(other, size);
        }
        StateLayout from = parse(otherText);
        if (from.size != other.length) {
            throw new IllegalArgumentException(
                    "a state of "
                            + other.length
                            + " doubles does not have the layout "
                            + otherText
                            + " of "
                            + from.size);
        }
        double[] adopted = new double[size];
        parts.forEach(
                (name, part) -> {
                    Part source = from.parts.get(name);
                    if (source != null && source.size == part.size) {
                        System.arraycopy(other, source.at, adopted, part.at, part.size);
                    }
                });
        return adopted;
    }
}
