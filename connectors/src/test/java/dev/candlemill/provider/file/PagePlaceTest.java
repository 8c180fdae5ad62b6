package dev.candlemill.provider.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PagePlaceTest {

    private final PagePlace place = new PagePlace(List.of("a.csv", "b.csv", "c.csv", "d.csv", "e"));

    @Test
    void isEmptyWithoutABar() {
        assertThat(place).hasToString("");
    }

    @Test
    void spansTheLinesOfEachFile() {
        add(1, 7);
        add(0, 50_000_000_000L);
        add(0, 3);
        add(0, 9);
        assertThat(place).hasToString("a.csv:3-50000000000, b.csv:7");
    }

    @Test
    void namesAFewOfManyFiles() {
        for (int file = 0; file < 5; file++) {
            add(file, 2);
        }
        assertThat(place).hasToString("a.csv:2, b.csv:2, c.csv:2 and 2 more files");
    }

    private void add(int file, long line) {
        place.add(RecordPlace.of(file, line));
    }
}
