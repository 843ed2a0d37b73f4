package org.bytestill.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;

/**
 * What came out when a written model was opened anew and compared with its checkpoint on probe texts and a conversation, both with weights
 * in the written number format; quantised weights with the unquantised.
 *
 * @param heads          what was compared, the token head first
 * @param loss           what the number format costs
 * @param chat           the conversation; empty if the model has no chat template
 * @param where          where it was opened anew, as part of a sentence
 * @param sha256         of the files of weights that were read then, by name
 * @param others         what other programs found, that were there to be asked
 */
public record ProofOfExport(List<HeadComparison> heads, FormatLoss loss, Optional<ChatProof> chat, String where,
        Map<String, String> sha256, List<SecondOpinion> others) {
    private static final List<String> PROBES = List.of(
            "The whale rose slowly out of the sea, and nobody on deck spoke a word.",
            "In 1851 the population was 23,191,876; by 1861 it had grown by 35.6 %.",
            "for (int i = 0; i < n; i++) { sum += x[i] * x[i]; }\n",
            "Fran\u00e7ois sah \u00c4pfel, \u65e5\u672c\u8a9e \u0438 \ud83d\udc0b.",
            "  \tIndented,\n\n\"quoted\" -- and odd: zxqj ZXQJ!?");

    /** True if every head agrees, and a conversation is written in the same way. */
    public boolean proven() {
        return heads.stream().allMatch(HeadComparison::agrees) && chat.map(ChatProof::samePrompt).orElse(true);
    }

    /** The comparison of the head that predicts the next token. */
    public HeadComparison tokenHead() {
        return heads.get(0);
    }

    /** A proof by the heads alone. */
    public ProofOfExport(List<HeadComparison> heads, double roundingKlBits) {
        this(heads, new FormatLoss(heads.get(0).positions(), roundingKlBits, heads.get(0).top1Equal()), Optional.empty(),
                "in a fresh process", Map.of(), List.of());
    }

    /** What the number format costs in bits of KL a token; 0 of float32. */
    public double roundingKlBits() {
        return loss.klBits();
    }

    /** The same with what other programs found. */
    ProofOfExport with(List<SecondOpinion> opinions) {
        return new ProofOfExport(heads, loss, chat, where, sha256, List.copyOf(opinions));
    }

    /** The probe texts. */
    static List<String> texts() {
        return PROBES;
    }

    /**
     * Opens the checkpoint, reads the probe texts with both tokenizers and with the format's heads of both.
     *
     * @param export    what was written, opened anew; stays the caller's
     * @param mayGoOn   is called before each text, and throws to end the work
     * @throws UserError if it cuts text in another way than the checkpoint
     */
    static ProofOfExport of(Path checkpoint, Reloaded export, ExportFormat format, WeightType type,
            Runnable mayGoOn) {
        List<HeadComparison.Running> compared = format.heads().stream()
                .map(head -> new HeadComparison.Running(head.predicts(), format.bounds(type))).toList();
        Optional<ChatProof> chat;
        try (Reloaded original = ReloadedHere.checkpoint(checkpoint, type)) {
            for (String text : PROBES) {
                mayGoOn.run();
                int[] ids = sameIds(original, export, text);
                compared.forEach(head -> compare(head, original, export, ids));
            }
            mayGoOn.run();
            chat = ChatProof.between(original.chat(), export.chat());
        }
        List<HeadComparison> heads = compared.stream().map(HeadComparison.Running::result).toList();
        FormatLoss loss = type.isQuantised() ? FormatLoss.of(heads.get(0))
                : type == WeightType.FLOAT32 ? new FormatLoss(heads.get(0).positions(), 0, heads.get(0).top1Equal())
                        : loss(checkpoint, export);
        return new ProofOfExport(heads, loss, chat, export.where(), export.hashes(), List.of());
    }

    static int[] sameIds(Reloaded original, Reloaded export, String text) {
        int[] ids = original.encode(text);
        if (!Arrays.equals(ids, export.encode(text))) {
            throw UserError.of(ExitCode.PROOF_FAILED,
                    "The exported tokenizer cuts a probe text in another way than the checkpoint's.");
        }
        return ids;
    }

    static void compare(HeadComparison.Running compared, Reloaded original, Reloaded export, int[] ids) {
        compared.add(rows(original, compared.predicts(), ids), rows(export, compared.predicts(), ids));
    }

    private static List<float[]> rows(Reloaded model, String head, int[] ids) {
        List<float[]> rows = new ArrayList<>();
        model.logits(head, ids, rows::add);
        return rows;
    }

    private static FormatLoss loss(Path checkpoint, Reloaded export) {
        HeadComparison.Running compared = new HeadComparison.Running(ProbedHead.TOKEN.predicts(), ProofBounds.ROUNDED);
        try (Reloaded exact = ReloadedHere.of(checkpoint, WeightType.FLOAT32)) {
            PROBES.forEach(text -> compare(compared, exact, export, exact.encode(text)));
        }
        return FormatLoss.of(compared.result());
    }
}
