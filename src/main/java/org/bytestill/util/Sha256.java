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
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** SHA-256 in hex, the fingerprint of files, texts and models; hashes of unchanged files are cached. */
public final class Sha256 {
    /** More files than any model has; a process that works for days comes by ever new ones. */
    static final int MOST_KNOWN = 512;
    private static final Map<Path, Known> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    private Sha256() {}

    /** The cached hash of a file, with the size and modification time it is valid for. */
    private record Known(String looks, String hash) {}

    /** A digest for incremental hashing. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The value of a digest in hex; resets the digest. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] content) {
        MessageDigest digest = digest();
        digest.update(content);
        return hex(digest);
    }

    /** The hash of a file, read in pieces. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return hex(digest);
    }

    /**
     * The hash of a file from the cache of this process, as long as its size and modification time are the same: hashing weights takes
     * seconds.
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

    /** Files whose hashes are kept. */
    static int knownFiles() {
        return KNOWN.size();
    }

    private static String looks(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    }
}
