package org.bytestill.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.engine.job.BlendSpeaker;
import org.bytestill.engine.job.Candidate;
import org.bytestill.engine.job.GenerateBytesReport;
import org.bytestill.engine.job.GenerateBytesRequest;
import org.bytestill.engine.job.SpokenByte;
import org.bytestill.generation.GeneratedBytes;
import org.bytestill.generation.StopReason;

/** Models together for tests of screens: they write what a test tells them to, when it tells them to. */
public final class ScriptedBlendSpeaker implements BlendSpeaker {
    public final List<GenerateBytesRequest> asked = new ArrayList<>();
    public CompletableFuture<GenerateBytesReport> answer = new CompletableFuture<>();
    public int forgotten;
    private ByteListener listener;

    @Override
    public CompletableFuture<GenerateBytesReport> speak(GenerateBytesRequest request, ByteListener told) {
        asked.add(request);
        listener = told;
        answer = new CompletableFuture<>();
        return answer;
    }

    @Override
    public void forget() {
        forgotten++;
    }

    /** Writes the characters of a text, each with its last byte; false if the text is not to go on. */
    public boolean writes(String text) {
        boolean goesOn = true;
        for (String character : text.codePoints().mapToObj(Character::toString).toList()) {
            byte[] bytes = character.getBytes(UTF_8);
            for (int at = 0; at < bytes.length; at++) {
                goesOn = writes(bytes[at] & 0xFF, at == bytes.length - 1 ? character : "");
            }
        }
        return goesOn;
    }

    /** Writes an outcome: probability 1/2 by the models together, 3/4 by the first, 1/4 by the second. */
    public boolean writes(int outcome, String text) {
        return listener.wrote(new SpokenByte(outcome, text, 0.5, List.of(0.75, 0.25),
                List.of(List.of(Candidate.ofByte(outcome, 0.75), Candidate.ofByte('e', 0.125), Candidate.ofByte(0xE2, 0.0625)),
                        List.of(Candidate.ofByte('\n', 0.5), Candidate.ofByte(outcome, 0.25)),
                        List.of(Candidate.ofByte(outcome, 0.5), Candidate.ofByte(ByteDistribution.EOS, 0.25)))));
    }

    /** Ends the text after so many bytes in two seconds. */
    public void ends(StopReason reason, int bytes) {
        answer.complete(new GenerateBytesReport(List.of(Path.of("teacher"), Path.of("student")),
                List.of(new GeneratedBytes(new int[bytes], new double[bytes], new byte[0], reason, null)), 3, List.of(), 2));
    }
}
