package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.DenseInspection;
import org.bytestill.engine.DenseInspection.Reading;
import org.bytestill.engine.Inspection.TokenSpan;
import org.bytestill.evaluate.Divergence;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "inspect", description = "What a model expects at every byte of a text: a table, JSON lines, or all 257 probabilities in a file.")
final class InspectCommand extends EngineCommand {
    private static final int SHOWN_OUTCOMES = 5;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "Folder of a model or of a checkpoint, or a GGUF file.")
    private Path model;

    @Option(names = "--text", paramLabel = "FILE", required = true, description = "The text; all its bytes are read, as one document.")
    private Path text;

    @Option(names = "--dense", paramLabel = "OUT.safetensors",
            description = "Write p, float32 [bytes, 257]: 256 byte outcomes, then the end of the sequence.")
    private Path dense;

    @Mixin
    private ConverterOptions converter;

    @Override
    ExitCode run(Terminal terminal) {
        try (Signals signals = new Signals(() -> { })) {
            byte[] bytes = read();
            ConverterSettings settings = converter.settings(ConverterSettings.Method.BEAM);
            DenseInspection inspection = new DenseInspection();
            Reading reading = inspection.read(model, bytes, settings, new ProgressLines(terminal, "read", signals));
            if (dense == null) {
                print(reading, terminal);
                return ExitCode.OK;
            }
            inspection.write(reading, dense);
            if (terminal.isJson()) {
                terminal.data(Terminal.object("inspect").put("file", dense.toString()).put("bytes", bytes.length).put("rows", reading.modelRows())
                        .put("seconds", reading.seconds()).put("zeroProbability", reading.zeroProbability()));
            } else {
                terminal.line("Wrote %s: p, float32 [%d, %d]; %,d rows in %.1f s.", dense, bytes.length, ByteDistribution.OUTCOMES, reading.modelRows(),
                        reading.seconds());
            }
            return ExitCode.OK;
        }
    }

    private byte[] read() {
        if (!Files.isRegularFile(text)) {
            throw UserError.badInput("%s: no such text file.", text);
        }
        try {
            byte[] bytes = Files.readAllBytes(text);
            if (bytes.length == 0) {
                throw UserError.badInput("%s is empty. Name a file that holds text.", text);
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s).", text, e.getMessage()).causedBy(e);
        }
    }

    private static void print(Reading reading, Terminal terminal) {
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
                terminal.data(object(reading, i, starts ? token : null));
            } else {
                line(reading, i, starts ? token : null, terminal);
            }
        }
    }

    private static ObjectNode object(Reading reading, int i, TokenSpan startingToken) {
        ByteRows rows = reading.rows();
        double[] p = rows.distribution(i);
        double observed = p[reading.text()[i] & 0xFF];
        ObjectNode object = Terminal.object("byte").put("offset", i).put("byte", reading.text()[i] & 0xFF).put("p", observed)
                .put("surprisalBits", Terminal.finite(Divergence.surprisalBits(observed))).put("entropyBits", Divergence.entropyBits(p))
                .put("eos", p[ByteDistribution.EOS]).put("residual", rows.residual(i)).put("belowThreshold", rows.belowThreshold(i))
                .put("beyondWidth", rows.beyondWidth(i)).put("tokenEnds", rows.tokenEnds(i)).put("livePaths", rows.livePaths(i)).put("healed", rows.healed(i));
        if (startingToken != null) {
            object.putObject("token").put("id", startingToken.id()).put("name", startingToken.name()).put("end", startingToken.end())
                    .put("p", Terminal.finite(startingToken.probability()));
        }
        ArrayNode top = object.putArray("top");
        for (int outcome : top(p)) {
            top.addObject().put("outcome", outcome).put("p", p[outcome]);
        }
        return object;
    }

    private static void line(Reading reading, int i, TokenSpan startingToken, Terminal terminal) {
        double[] p = reading.rows().distribution(i);
        int actual = reading.text()[i] & 0xFF;
        StringBuilder top = new StringBuilder();
        for (int outcome : top(p)) {
            top.append(String.format(Locale.ROOT, "%s %.3f  ", glyph(outcome), p[outcome]));
        }
        terminal.line("%8d %-5s %-14s %8.4f %8.3f %9.3f  %s", i, glyph(actual), startingToken == null ? "" : startingToken.name(), p[actual],
                Divergence.surprisalBits(p[actual]), Divergence.entropyBits(p), top.toString().stripTrailing());
    }

    private static List<Integer> top(double[] p) {
        return IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(outcome -> -p[outcome])).limit(SHOWN_OUTCOMES).toList();
    }

    /** A byte as a person reads it: its character if it is one of ASCII, else its number. */
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
