package dev.candlemill.api.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One token per role, made at the first start and kept in a file that only its owner reads. Only
 * hashes are kept in memory, beside the texts that the owner is shown.
 */
public final class Tokens {

    private static final int RANDOM_BYTES = 32;
    private static final int MIN_LENGTH = 32;

    private final Map<Role, String> texts;
    private final Map<Role, byte[]> hashes = new EnumMap<>(Role.class);

    private Tokens(Map<Role, String> texts) {
        this.texts = texts;
        texts.forEach((role, text) -> hashes.put(role, hash(text)));
    }

    /**
     * Reads the file, or makes it with mode 0600.
     *
     * @throws IOException when it cannot be read or made, others may read it, or a token is not
     *     there or too short
     */
    public static Tokens in(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        requirePrivate(file);
        return new Tokens(parse(file));
    }

    /** For the address that the owner opens; print it nowhere else. */
    public String text(Role role) {
        return String.valueOf(texts.get(role));
    }

    /** The role of a token. How long that takes does not depend on how much of it is right. */
    public Optional<Role> role(String token) {
        byte[] hash = hash(token);
        Optional<Role> found = Optional.empty();
        for (Map.Entry<Role, byte[]> entry : hashes.entrySet()) {
            if (MessageDigest.isEqual(entry.getValue(), hash)) {
                found = Optional.of(entry.getKey());
            }
        }
        return found;
    }

    /** What signs the cookies of sessions: another one as soon as any token changes. */
    byte[] sessionKey() {
        StringBuilder all = new StringBuilder("cookies of sessions\n");
        for (Role role : Role.values()) {
            all.append(role.wire()).append('=').append(text(role)).append('\n');
        }
        return hash(all.toString());
    }

    @Override
    public String toString() {
        return "tokens ******";
    }

    /** 256 random bits, in letters that need no encoding anywhere. */
    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void create(Path file) throws IOException {
        StringBuilder text =
                new StringBuilder("# Who has one of these may use the API. Delete for new ones.\n");
        for (Role role : Role.values()) {
            text.append(role.wire()).append('=').append(random()).append('\n');
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly(file))) {
            channel.write(StandardCharsets.UTF_8.encode(text.toString()));
        } catch (FileAlreadyExistsException e) {
            // another start was faster: its tokens count
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (!permission.name().startsWith("OWNER")) {
                throw new IOException(
                        file + " can be used by others than its owner: run chmod 600 " + file);
            }
        }
    }

    private static Map<Role, String> parse(Path file) throws IOException {
        Map<Role, String> texts = new EnumMap<>(Role.class);
        for (String line : Files.readAllLines(file)) {
            for (Role role : Role.values()) {
                String prefix = role.wire() + "=";
                if (line.startsWith(prefix)) {
                    texts.put(role, line.substring(prefix.length()).strip());
                }
            }
        }
        for (Role role : Role.values()) {
            if (texts.getOrDefault(role, "").length() < MIN_LENGTH) {
                throw new IOException(
                        file
                                + ": expected "
                                + role.wire()
                                + "= and a token of at least "
                                + MIN_LENGTH
                                + " characters; delete the file for new ones");
            }
        }
        if (Set.copyOf(texts.values()).size() < texts.size()) {
            throw new IOException(file + ": two roles share a token; delete the file for new ones");
        }
        return texts;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
