package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Divergence;
import org.bytestill.corpus.OneText;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.DenseInspection;
import org.bytestill.engine.inspect.DenseInspection.Measured;
import org.bytestill.engine.inspect.DenseInspection.Reading;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionSvg;
import org.bytestill.engine.inspect.InspectionTable;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "inspect", description = "Show what a model, or a mixture of several, predicts at every byte of a text: a table, JSON"
        + " lines, or all 257 probabilities in a file.")
final class InspectCommand extends EngineCommand {
    private static final int SHOWN_OUTCOMES = 5;

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of a model or of a checkpoint, or a GGUF file.")
    private @Nullable Path model;

    @Mixin
    private TeacherOptions teacher;

    @Option(names = "--text", paramLabel = "FILE",
            description = "The text; all its bytes are read, as one document. Of a file of records one text is read.")
    private @Nullable Path text;

    @Option(names = "--rollout", paramLabel = "RUN[:UPDATE[:N]]",
            description = "In place of --text: a prompt and what the student of an on-policy run wrote after it; the newest,"
                    + " or that update's.")
    private @Nullable String rollout;

    @Option(names = "--number", paramLabel = "N", defaultValue = "0",
            description = "Which text of a file of records, from 0 (default: ${DEFAULT-VALUE}).")
    private int number;

    @Mixin
    private TextOptions.MapOptions map;

    @Option(names = "--dense", paramLabel = "OUT.safetensors",
            description = "Write p, float32 [bytes, 257]: 256 byte outcomes, then the end of the sequence.")
    private @Nullable Path dense;

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "Write the table, a row a byte, with all digits.")
    private @Nullable Path csv;

    @Option(names = "--svg", paramLabel = "OUT.svg", description = "Write a picture: bytes, tokens, surprisal and, of two models, KL.")
    private @Nullable Path svg;

    @Option(names = "--converter-error",
            description = "Measure what the converter loses at every byte, against a beam of width 64 and threshold 1e-6:"
                    + " a column, in bits, and a lane of the picture; some 17 model rows a byte.")
    private boolean converterError;

    @Mixin
    private ConverterOptions converter;

    @Mixin
    private AgainstOptions against;

    /** The text; a conversation as the first model's chat template writes it. */
    private byte[] bytes(Terminal terminal) {
        if (rollout != null) {
            return RolloutChoice.bytes(rollout);
        }
        try (RunChats chats = RunChats.ofModel(first().get(0))) {
            byte[] bytes = OneText.of(text, map.mapping(), chats, number);
            if (chats.report() != null) {
                terminal.note("This is a conversation, rendered by the chat template of %s; names of special tokens are read as text.",
                        first().get(0));
            }
            return bytes;
        }
    }

    @Override
    ExitCode run(Terminal terminal) {
        try (Signals signals = new Signals(() -> {})) {
            requireOneText();
            text = text == null ? null : PipedText.file(text);
            byte[] bytes = bytes(terminal);
            ConverterSettings settings = converter.settings(ConverterSettings.Method.BEAM);
            ProgressLines progress = new ProgressLines(terminal, "read", signals);
            InspectedModel second = against.model(settings);
            List<Path> first = first();
            OutputFiles.require(inputs(first, second), dense, csv, svg);
            if (second != null && dense != null) {
                throw UserError.badInput(
                        "--dense writes one model's probabilities and cannot go with --against. Leave one of them out, or use --csv.");
            }
            if (converterError && first.size() > 1) {
                throw UserError.badInput(
                        "--converter-error measures the reading of one model, and %d teachers are mixed. Leave it out, or ask bytestill audit what the"
                                + " mixture loses.",
                        first.size());
            }
            DenseInspection inspection = new DenseInspection();
            Progress read = second == null ? progress : DenseInspection.firstHalf(progress);
            Measured measured = converterError
                    ? inspection.measure(first.get(0), bytes, settings, read, new ProgressLines(terminal, "measured", signals))
                    : new Measured(inspection.read(first, teacher.mixture(), bytes, settings, read), null);
            Reading reading = measured.reading();
            ConverterError error = measured.error();
            if (first.size() > 1) {
                terminal.note("Probabilities are of the %s mixture of %d teachers; tokens are those of the first, %s.",
                        teacher.mixture().word(), first.size(),
                        first.get(0));
            }
            if (error != null && !terminal.isJson()) {
                terminal.line(
                        "Converter error: mean JSD %.2e bits, largest %.2e, against a beam of width %d and threshold %.0e; %.1f rows a byte.",
                        error.meanBits(),
                        error.largestBits(), ConverterError.REFERENCE.width(), ConverterError.REFERENCE.threshold(), error.rowsPerByte());
            }
            if (second != null) {
                compare(inspection.compare(reading, second, DenseInspection.secondHalf(progress)), error, terminal);
                return ExitCode.OK;
            }
            if (csv != null) {
                OutputFiles.write(csv, InspectionTable.csv(reading, error));
            }
            if (svg != null) {
                OutputFiles.write(svg, InspectionSvg.of(reading, error));
            }
            if (dense != null) {
                inspection.write(reading, dense);
            }
            if (dense == null && csv == null && svg == null) {
                print(reading, error, terminal);
            } else if (terminal.isJson()) {
                terminal.data(written(bytes.length).put("rows", reading.modelRows()).put("seconds", reading.seconds())
                        .put("zeroProbability", reading.zeroProbability()));
            } else {
                say(terminal, bytes.length, String.format(Locale.ROOT, "%,d rows in %.1f s", reading.modelRows(), reading.seconds()));
            }
            return ExitCode.OK;
        }
    }

    private void requireOneText() {
        if ((text == null) == (rollout == null)) {
            throw UserError.badInput(text == null ? "No text is named. Add --text with a file, or --rollout with an on-policy run."
                    : "--text and --rollout both name the text. Leave one of them out.");
        }
    }

    private List<Path> inputs(List<Path> models, @Nullable InspectedModel second) {
        List<Path> inputs = new ArrayList<>(models);
        if (text != null) {
            inputs.add(text);
        }
        if (second != null) {
            inputs.add(second.folder());
        }
        return inputs;
    }

    private ObjectNode written(int bytes) {
        return Terminal.object("inspect").put("file", (dense != null ? dense : csv != null ? csv : svg).toString()).put("bytes", bytes);
    }

    private void say(Terminal terminal, int bytes, String work) {
        if (dense != null) {
            terminal.line("Wrote %s: p, float32 [%d, %d]; %s.", dense, bytes, ByteDistribution.OUTCOMES, work);
        }
        for (Path file : new Path[] {csv, svg}) {
            if (file != null) {
                terminal.line("Wrote %s: %d bytes of text; %s.", file, bytes, work);
            }
        }
    }

    /** The model, or the teachers of a mixture. */
    private List<Path> first() {
        if (model != null && teacher.isNamed()) {
            throw UserError.badInput(
                    "--model and --teacher both name what is inspected. Leave --model out to inspect teachers, or hold them against another model"
                            + " by --against.");
        }
        if (model == null && !teacher.isNamed()) {
            throw UserError.badInput(
                    "No model is named. Add --model with a model's folder or a GGUF file, or --teacher for each of several that are mixed.");
        }
        return model != null ? List.of(model) : teacher.teachers();
    }

    private void compare(Inspection inspection, @Nullable ConverterError error, Terminal terminal) {
        if (csv != null) {
            OutputFiles.write(csv, InspectionTable.csv(inspection, 0, error));
        }
        if (svg != null) {
            OutputFiles.write(svg, InspectionSvg.of(inspection, error));
        }
        if (terminal.isJson() && (csv != null || svg != null)) {
            terminal.data(written(inspection.text().length).put("seconds", inspection.seconds()));
            return;
        }
        if (csv != null || svg != null) {
            say(terminal, inspection.text().length, String.format(Locale.ROOT, "%.1f s", inspection.seconds()));
            return;
        }
        if (!terminal.isJson()) {
            terminal.line("%8s %-5s %9s %9s %8s %8s %8s %8s  %s", "offset", "byte", "p first", "p second", "KL", "JSD", "TV", "entropy",
                    "top-1");
        }
        for (int i = 0; i < inspection.text().length; i++) {
            if (terminal.isJson()) {
                terminal.data(InspectionTable.json(inspection, 0, error, i));
            } else {
                line(inspection, i, terminal);
            }
        }
    }

    private static void line(Inspection inspection, int i, Terminal terminal) {
        int actual = inspection.text()[i] & 0xFF;
        Inspection.ByteComparison measures = inspection.comparison().get(i);
        String top = measures.teacherTop1() == measures.studentTop1() ? glyph(measures.teacherTop1())
                : glyph(measures.teacherTop1()) + " / " + glyph(measures.studentTop1());
        terminal.line("%8d %-5s %9.4f %9.4f %8.3f %8.3f %8.3f %8.3f  %s", i, glyph(actual), inspection.teacher().distribution(i)[actual],
                inspection.student().distribution(i)[actual], measures.klBits(), measures.jsdBits(), measures.totalVariation(),
                measures.teacherEntropyBits(),
                top);
    }

    private static void print(Reading reading, @Nullable ConverterError error, Terminal terminal) {
        if (!terminal.isJson()) {
            terminal.line("%8s %-5s %-14s %8s %8s %9s  %s", "offset", "byte", "token", "p", "bits", "entropy", "most probable");
        }
        Iterator<TokenSpan> tokens = reading.tokens().iterator();
        TokenSpan token = tokens.next();
        for (int i = 0; i < reading.rows().size(); i++) {
            while (i >= token.end()) {
                token = tokens.next();
            }
            boolean starts = i == token.start();
            if (terminal.isJson()) {
                terminal.data(object(reading, error, i, starts ? token : null));
            } else {
                line(reading, i, starts ? token : null, terminal);
            }
        }
    }

    private static ObjectNode object(Reading reading, @Nullable ConverterError error, int i, @Nullable TokenSpan startingToken) {
        ObjectNode object = InspectionTable.json(reading, error, i);
        if (startingToken != null) {
            object.putObject("token").put("id", startingToken.id()).put("name", startingToken.name()).put("end", startingToken.end())
                    .put("p", Terminal.finite(startingToken.probability()));
        }
        double[] p = reading.rows().distribution(i);
        ArrayNode top = object.putArray("top");
        for (int outcome : InspectionTable.mostProbable(p, SHOWN_OUTCOMES)) {
            top.addObject().put("outcome", outcome).put("p", p[outcome]);
        }
        return object;
    }

    private static void line(Reading reading, int i, @Nullable TokenSpan startingToken, Terminal terminal) {
        double[] p = reading.rows().distribution(i);
        int actual = reading.text()[i] & 0xFF;
        StringBuilder top = new StringBuilder();
        for (int outcome : InspectionTable.mostProbable(p, SHOWN_OUTCOMES)) {
            top.append(String.format(Locale.ROOT, "%s %.3f  ", glyph(outcome), p[outcome]));
        }
        terminal.line("%8d %-5s %-14s %8.4f %8.3f %9.3f  %s", i, glyph(actual), startingToken == null ? "" : startingToken.name(),
                p[actual],
                Divergence.surprisalBits(p[actual]), Divergence.entropyBits(p), top.toString().stripTrailing());
    }

    /** A byte for people: its character if it is printable ASCII, else its number. */
    static String glyph(int outcome) {
        return switch (outcome) {
            case ByteDistribution.EOS -> "end";
            case ' ' -> "␣";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> outcome > 0x20 && outcome < 0x7F ? String.valueOf((char) outcome) : String.format("%02X", outcome);
        };
    }
}
