package org.bytestill.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.engine.job.Beginning;
import org.bytestill.engine.job.Candidate;
import org.bytestill.engine.job.GenerateReport;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.job.Speaker;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.generation.Generated;
import org.bytestill.generation.StopReason;

/** A model for tests of screens: writes the tokens that a test tells it to, when it tells it to. */
public final class ScriptedSpeaker implements Speaker {
    public final List<GenerateRequest> asked = new ArrayList<>();
    public final List<Beginning> beginnings = new ArrayList<>();
    public CompletableFuture<GenerateReport> answer = new CompletableFuture<>();
    public CompletableFuture<List<Candidate>> candidates = new CompletableFuture<>();
    public int forgotten;
    private SpokenListener listener;

    @Override
    public CompletableFuture<GenerateReport> speak(GenerateRequest request, SpokenListener told) {
        asked.add(request);
        listener = told;
        answer = new CompletableFuture<>();
        return answer;
    }

    @Override
    public CompletableFuture<List<Candidate>> candidates(GenerateRequest request, Beginning beginning, int count) {
        beginnings.add(beginning);
        return candidates;
    }

    @Override
    public void forget() {
        forgotten++;
    }

    /** Writes a token of probability 1/2; false if it is not to go on. */
    public boolean writes(String text) {
        return listener.wrote(new SpokenToken(text.length(), text, text.getBytes(UTF_8), text, (float) Math.log(0.5)));
    }

    /** Ends the answer after so many tokens in two seconds. */
    public void ends(StopReason reason, int tokens) {
        answer.complete(new GenerateReport(Path.of("model"), 12,
                List.of(new GenerateReport.Text(3, new Generated(new int[tokens], new float[tokens], new byte[0], reason, null))),
                List.of(),
                2));
    }

    /** A candidate with this text. */
    public static Candidate candidate(String text, double probability) {
        return new Candidate(text.length(), text, text.getBytes(UTF_8), probability);
    }
}
