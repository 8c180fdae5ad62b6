package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Postgres' programs, unpacked from the classpath into a folder once per version. */
record PostgresBinaries(Path folder) {

    private static final int OWNER_EXECUTE = 0100;

    static PostgresBinaries unpackInto(Path parent) throws IOException {
        URL archive = archive();
        long size = archive.openConnection().getContentLengthLong();
        Path folder = parent.resolve("bin-" + size);
        if (!Files.isDirectory(folder)) {
            Path unfinished =
                    Files.createTempDirectory(Files.createDirectories(parent), "unpacking");
            unpack(archive, unfinished);
            makeReachable(unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static URL archive() throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "");
        String name =
                "postgres-%s-%s.txz"
                        .formatted(
                                system.contains("mac") ? "darwin" : "linux",
                                machine.equals("aarch64") ? "arm_64" : "x86_64");
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new IOException(
                    "no embedded Postgres for %s on %s (%s is not on the classpath): set postgres.url"
                            .formatted(system, machine, name));
        }
        return archive;
    }

    private static void unpack(URL archive, Path into) throws IOException {
        try (InputStream packed = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, into);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("entry " + entry.getName() + " leaves the archive");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & OWNER_EXECUTE) != 0) {
            Files.setPosixFilePermissions(target, executable());
        }
    }

    /** A temporary folder is private; the server may run as another user. */
    private static void makeReachable(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, executable());
    }

    private static Set<PosixFilePermission> executable() {
        Set<PosixFilePermission> permissions = EnumSet.allOf(PosixFilePermission.class);
        permissions.remove(PosixFilePermission.GROUP_WRITE);
        permissions.remove(PosixFilePermission.OTHERS_WRITE);
        return permissions;
    }
}
