package org.bytestill.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The proof of an export in sentences, for its card. */
final class ProofLines {
    private ProofLines() {}

    static List<String> of(ProofOfExport proof, WeightType type) {
        List<String> lines = new ArrayList<>();
        for (HeadComparison head : proof.heads()) {
            lines.add(String.format(Locale.ROOT, "The folder was reloaded (%s) and its %s head compared with the checkpoint's at %d "
                    + "positions of five probe texts: %s.", type.word(), head.predicts(), head.positions(), head.found()));
        }
        proof.chat().map(ChatProof::found).ifPresent(lines::add);
        proof.others().forEach(other -> lines.add(other.program() + ": " + other.found()));
        proof.sha256().forEach((file, hash) -> lines.add("- SHA-256 of " + file + ": `" + hash + "`"));
        return lines;
    }
}
