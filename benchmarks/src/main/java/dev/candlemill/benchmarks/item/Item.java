package dev.candlemill.benchmarks.item;

import java.util.List;
import java.util.function.Consumer;

/** Something that the benchmark measures. */
public interface Item {

    /** {@code a} to {@code i}. */
    String letter();

    String title();

    /**
     * @param progress is told what runs now
     * @throws IllegalStateException when runs that must agree do not
     */
    List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception;
}
