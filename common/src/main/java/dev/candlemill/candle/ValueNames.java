package dev.candlemill.candle;

import dev.candlemill.indicator.IndicatorSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the indicator values of a candle are: those of the catalogue, which have columns of their
 * own, then the further ones by name.
 *
 * @param columns how many of the names have a column of their own
 */
public record ValueNames(List<String> names, int columns) {

    /** No values. */
    public static final ValueNames NONE = new ValueNames(List.of(), 0);

    public ValueNames {
        names = List.copyOf(names);
    }

    static ValueNames of(IndicatorSet set) {
        return new ValueNames(set.valueNames(), set.catalogueWidth());
    }

    public int width() {
        return names.size();
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(columns);
        out.writeShort(width() - columns);
        for (String name : names.subList(columns, width())) {
            out.writeUTF(name);
        }
    }

    static ValueNames read(DataInput in) throws IOException {
        int columns = in.readByte();
        int further = in.readShort();
        if (columns == 0 && further == 0) {
            return NONE;
        }
        List<String> catalogue = IndicatorSet.catalogue().valueNames();
        if (columns != 0 && columns != catalogue.size()) {
            throw new IOException(columns + " indicator columns: expected " + catalogue.size());
        }
        List<String> names = new ArrayList<>(catalogue.subList(0, columns));
        for (int i = 0; i < further; i++) {
            names.add(in.readUTF());
        }
        return new ValueNames(names, columns);
    }
}
