package dev.candlemill.csv;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;

/** A port to where bytes go, so that a test can have a full disk. */
interface CsvStorage extends Serializable {

    /** A new file; when closing it returns, its bytes are on the disk. */
    OutputStream create(Path file) throws IOException;

    static CsvStorage local() {
        return file -> new SyncedFile(file);
    }

    /** A file that is forced to the disk before it is closed. */
    final class SyncedFile extends FileOutputStream {

        private boolean closed;

        SyncedFile(Path file) throws IOException {
            super(file.toFile());
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try {
                    getFD().sync();
                } finally {
                    super.close();
                }
            }
        }
    }
}
