package org.bytestill.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 in hex: by it files, texts and models are known again. */
public final class Sha256 {
    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private Sha256() {}

    /** The hash of a file, and what the file looked like when it was read. */
    private record Known(String looks, String hash) {}

    /** A digest to be fed piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The digest's value; it is empty again afterwards. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] content) {
        MessageDigest digest = digest();
        digest.update(content);
        return hex(digest);
    }

    /** Of a file's content, read in pieces. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return hex(digest);
    }

    /**
     * Of a file's content, read once in a process: as long as its size and its time of change are the same, it is not read again.
     * Weights take seconds.
     */
    public static String known(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        String looks = looks(key);
        Known known = KNOWN.get(key);
        if (known == null || !known.looks().equals(looks)) {
            known = new Known(looks, of(key));
            KNOWN.put(key, known);
        }
        return known.hash();
    }

    private static String looks(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    }
}
