package org.bytestill.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules of small tokenizers in memory, by the hash of what they come from: a run opens the same tokenizer half a dozen times, and each time
 * would try it on odd texts again. Those not used for the longest time go first.
 */
final class SmallRules {
    private static final long MOST_BYTES = 16 << 20;
    private static final SmallRules OF_PROCESS = new SmallRules();

    private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    static SmallRules ofProcess() {
        return OF_PROCESS;
    }

    /** @param file where the rules come from, for messages */
    @Nullable
    TokenizerRules get(String hash, Path file) {
        byte[] rules;
        synchronized (this) {
            rules = kept.get(hash);
        }
        return rules == null ? null : RulesFile.read(rules, file);
    }

    void put(String hash, TokenizerRules rules) {
        byte[] content;
        try {
            content = RulesFile.bytes(rules);
        } catch (IOException e) {
            return; // made again the next time
        }
        synchronized (this) {
            byte[] before = kept.put(hash, content);
            bytes += content.length - (before == null ? 0 : before.length);
            Iterator<byte[]> eldest = kept.values().iterator();
            while (bytes > MOST_BYTES && eldest.hasNext()) {
                bytes -= eldest.next().length;
                eldest.remove();
            }
        }
    }
}
