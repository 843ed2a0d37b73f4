package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.TokenRow;
import org.bytestill.bytes.eot.EndRows;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/**
 * End-of-token rows (method.md 1.6.1) of a teacher's own tokens against those of another program: nats a byte, the ends of tokens included,
 * and every row. There is no student and no gradient.
 */
final class EndRowsVerification {
    /** As references call it. */
    static final String NAME = "eot-rows";

    private final boolean endsAreOutcomes;
    private final List<double[]> rows = new ArrayList<>();
    private double nats;

    private EndRowsVerification(boolean endsAreOutcomes) {
        this.endsAreOutcomes = endsAreOutcomes;
    }

    /** @throws UserError if a file cannot be read or they do not fit together */
    static ObjectiveVerifyReport of(ObjectiveReference given, Path teacher) {
        EndRowsVerification verification = new EndRowsVerification(endsAreOutcomes(given));
        byte[] text = given.document().bytes();
        try (DecoderTokenModel model = DecoderTokenModel.open(teacher, Dtype.FLOAT32, Device.CPU)) {
            verification.read(model, text);
        }
        double loss = verification.nats / text.length;
        Double difference = given.has("rows") ? verification.difference(given.numbers("rows")) : null;
        return new ObjectiveVerifyReport(given.objective(), loss, Differences.relative(loss, given.number("loss")), 0.0, "", Map.of(),
                text.length, text.length - (long) given.number("count"), null, null, difference);
    }

    private static boolean endsAreOutcomes(ObjectiveReference given) {
        String mode = given.options().path("mode").asText("eot");
        if (!List.of("eot", "mi").contains(mode)) {
            throw UserError.badInput("%s: the mode of %s is \"%s\"; eot and mi are known.", given.file().file(), NAME, mode);
        }
        return mode.equals("eot");
    }

    private void read(TokenModel model, byte[] text) {
        ByteOutcomes outcomes = ByteOutcomes.of(model, false);
        int[] tokens = model.tokenizer().encode(text);
        try (TokenModel.Contexts tree = model.newContexts()) {
            List<TokenModel.Query> queries = new ArrayList<>();
            for (int i = 0; i < tokens.length; i++) {
                int before = i == 0 ? model.tokenizer().vocabulary().beginOfSequence() : tokens[i - 1];
                queries.add(new TokenModel.Query(tree, i - 1, before));
            }
            model.evaluate(queries, (query, probabilities) -> add(outcomes, TokenRow.of(probabilities),
                    model.tokenizer().vocabulary().bytesOf(tokens[query])));
        }
    }

    private void add(ByteOutcomes outcomes, TokenRow row, byte[] token) {
        EndRows all = EndRows.of(outcomes, row, token);
        EndRows used = endsAreOutcomes ? all : all.goingOn();
        for (int i = 0; i < used.rows().length; i++) {
            rows.add(used.rows()[i]);
            nats -= Math.log(used.rows()[i][i < token.length ? token[i] & 0xFF : EndRows.END_OF_TOKEN]);
        }
    }

    private double difference(double[] theirs) {
        return Differences.relative(rows.stream().flatMapToDouble(Arrays::stream).toArray(), theirs);
    }
}
