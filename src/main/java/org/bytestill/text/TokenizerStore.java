package org.bytestill.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.util.NativeFolder;
import org.jspecify.annotations.Nullable;

/**
 * Rules of large tokenizers on disk, by the hash of what they come from: with a vocabulary of 260,000 tokens reading the files takes
 * seconds, reading the rules a tenth of one. Those of small ones are kept in memory. Files that cannot be read or written are left alone:
 * the rules are made again.
 *
 * @param folder   of the files, one a tokenizer
 * @param smallest tokens of the smallest vocabulary that is kept there
 * @param small    has the smaller ones
 */
record TokenizerStore(Path folder, int smallest, SmallRules small) {
    /** Names another folder than the one beside the native libraries. */
    static final String PROPERTY = "bytestill.tokenizers";
    static final int MOST_FILES = 12;
    private static final int SMALLEST = 10_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final String ENDING = ".rules";

    static TokenizerStore ofUser() {
        String named = System.getProperty(PROPERTY, "");
        return new TokenizerStore(named.isEmpty() ? NativeFolder.prepare().resolve("bytestill-tokenizers") : Path.of(named), SMALLEST,
                SmallRules.ofProcess());
    }

    /** @throws UserError if the files are damaged or of an unsupported kind */
    TokenizerRules rules(TokenizerSource source) {
        TokenizerRules inMemory = small.get(source.hash(), source.file());
        if (inMemory != null) {
            return inMemory;
        }
        Path kept = folder.resolve(source.hash() + "-" + RulesFile.VERSION + ENDING);
        TokenizerRules known = read(kept, source.file());
        if (known != null) {
            return known;
        }
        TokenizerFiles files = source.read().get();
        TokenizerRules rules = JsonTokenizer.rules(files);
        // A note of the files may name their place, which is not part of the hash.
        if (rules.pairs() != null && files.notes().isEmpty()) {
            if (rules.vocabulary().size() >= smallest) {
                write(rules, kept);
            } else {
                small.put(source.hash(), rules);
            }
        }
        return rules;
    }

    private static @Nullable TokenizerRules read(Path kept, Path file) {
        try {
            if (!Files.isRegularFile(kept)) {
                return null;
            }
            TokenizerRules rules = RulesFile.read(Files.readAllBytes(kept), file);
            Files.setLastModifiedTime(kept, FileTime.from(Instant.now())); // those not used for the longest time go first
            return rules;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private void write(TokenizerRules rules, Path kept) {
        try {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, "new", ".tmp");
            try {
                Files.write(beside, RulesFile.bytes(rules));
                Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            makeRoom();
        } catch (IOException | RuntimeException e) {
            // Without it the next opening takes as long as this one.
        }
    }

    private void makeRoom() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst = files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed()).toList();
            long bytes = 0;
            for (int i = 0; i < newestFirst.size(); i++) {
                bytes += newestFirst.get(i).toFile().length();
                if (i >= MOST_FILES || i > 0 && bytes > MOST_BYTES) {
                    Files.deleteIfExists(newestFirst.get(i));
                }
            }
        }
    }
}
