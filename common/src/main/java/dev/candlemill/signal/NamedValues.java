package dev.candlemill.signal;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A few numbers by name, in order. Immutable, and small: the names are shared by all signals of a
 * strategy.
 */
public final class NamedValues extends AbstractMap<String, Double> {

    private final String[] names;
    private final double[] values;

    private NamedValues(String[] names, double[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Those of the values that are finite.
     *
     * @param names distinct, as many as values; the array is kept and must not change
     * @param values copied
     */
    public static NamedValues finite(String[] names, double[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(
                    "expected " + names.length + " values, found " + values.length);
        }
        int finite = 0;
        for (double value : values) {
            finite += Double.isFinite(value) ? 1 : 0;
        }
        if (finite == values.length) {
            return new NamedValues(names, values.clone());
        }
        String[] finiteNames = new String[finite];
        double[] finiteValues = new double[finite];
        int to = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                finiteNames[to] = names[i];
                finiteValues[to++] = values[i];
            }
        }
        return new NamedValues(finiteNames, finiteValues);
    }

    @Override
    public int size() {
        return names.length;
    }

    String name(int i) {
        return names[i];
    }

    double value(int i) {
        return values[i];
    }

    @Override
    public Set<Map.Entry<String, Double>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, Double>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Double>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, Double> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int i = next++;
            return Map.entry(names[i], values[i]);
        }
    }
}
