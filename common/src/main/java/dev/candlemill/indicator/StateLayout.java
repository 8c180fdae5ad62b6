package dev.candlemill.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each double of a series' state means: the window of candles, then for each indicator how
 * many candles it has seen, and its memory. As text it is stored beside the state, {@code
 * window/1:0,20,20,201,14|sma(20)/1:2|...}: rings in the order of {@link Field}, indicators with
 * version and size. A savepoint contract: never change the form.
 */
final class StateLayout {

    private static final int WINDOW_VERSION = 1;
    private static final Pattern WINDOW = Pattern.compile("window/(\\d+):([0-9,]+)");
    private static final Pattern SLOT = Pattern.compile("(.+)/(\\d+):(\\d+)");

    /** The place of one indicator; its memory follows the count at {@code at}. */
    record Slot(String indicator, int version, int size, int at) {

        boolean sameAs(Slot other) {
            return indicator.equals(other.indicator)
                    && version == other.version
                    && size == other.size;
        }

        @Override
        public String toString() {
            return indicator + "/" + version + ":" + size;
        }
    }

    private final WindowLayout window;
    private final List<Slot> slots = new ArrayList<>();
    private int size;

    private StateLayout(WindowLayout window) {
        this.window = window;
        size = window.size();
    }

    static StateLayout of(List<Indicator> indicators) {
        StateLayout layout = new StateLayout(WindowLayout.of(indicators));
        for (Indicator indicator : indicators) {
            layout.add(indicator.spec().toString(), indicator.version(), indicator.stateSize());
        }
        return layout;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static StateLayout parse(String text) {
        String[] parts = text.isEmpty() ? new String[0] : text.split("\\|");
        int[] lengths = new int[Field.values().length];
        if (parts.length > 0) {
            Matcher window = matched(WINDOW, parts[0], text);
            String[] written = window.group(2).split(",");
            if (!window.group(1).equals(Integer.toString(WINDOW_VERSION))
                    || written.length != lengths.length) {
                throw unreadable(parts[0], text);
            }
            for (int field = 0; field < lengths.length; field++) {
                lengths[field] = Integer.parseInt(written[field]);
            }
        }
        StateLayout layout = new StateLayout(new WindowLayout(lengths));
        for (int i = 1; i < parts.length; i++) {
            Matcher slot = matched(SLOT, parts[i], text);
            layout.add(
                    slot.group(1),
                    Integer.parseInt(slot.group(2)),
                    Integer.parseInt(slot.group(3)));
        }
        return layout;
    }

    private static Matcher matched(Pattern pattern, String part, String text) {
        Matcher matcher = pattern.matcher(part);
        if (!matcher.matches()) {
            throw unreadable(part, text);
        }
        return matcher;
    }

    private static IllegalArgumentException unreadable(String part, String text) {
        return new IllegalArgumentException(
                "cannot read '"
                        + part
                        + "' in the layout of indicators' state '"
                        + text
                        + "': expected a form like window/1:0,2,2,21,1|sma(20)/1:2");
    }

    private void add(String indicator, int version, int memory) {
        slots.add(new Slot(indicator, version, memory, size));
        size += 1 + memory;
    }

    WindowLayout window() {
        return window;
    }

    List<Slot> slots() {
        return slots;
    }

    /** Nothing to compute needs nothing to remember. */
    int size() {
        return slots.isEmpty() ? 0 : size;
    }

    /** A state of this layout with what the other has, too. */
    double[] adopt(StateLayout other, double[] otherState) {
        if (otherState.length != other.size()) {
            throw new IllegalArgumentException(
                    "expected a state of "
                            + other.size()
                            + " doubles for the layout '"
                            + other
                            + "', found "
                            + otherState.length);
        }
        double[] state = new double[size()];
        if (slots.isEmpty() || other.slots.isEmpty()) {
            return state;
        }
        window.adopt(state, other.window, otherState);
        for (Slot slot : slots) {
            other.slots.stream()
                    .filter(slot::sameAs)
                    .forEach(
                            old ->
                                    System.arraycopy(
                                            otherState, old.at, state, slot.at, 1 + slot.size));
        }
        return state;
    }

    @Override
    public String toString() {
        if (slots.isEmpty()) {
            return "";
        }
        List<String> lengths = new ArrayList<>();
        for (Field field : Field.values()) {
            lengths.add(Integer.toString(window.length(field.ordinal())));
        }
        List<String> parts = new ArrayList<>();
        parts.add("window/" + WINDOW_VERSION + ":" + String.join(",", lengths));
        slots.forEach(slot -> parts.add(slot.toString()));
        return String.join("|", parts);
    }
}
