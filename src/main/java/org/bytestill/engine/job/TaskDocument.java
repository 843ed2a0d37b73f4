package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document of a task as a file of samples has it.
 *
 * @param task           name of the task
 * @param id             number of the document, from 0
 * @param contexts       what the model read: one text, or one for each choice; none for a whole text
 * @param continuations  what was scored after it
 * @param logLikelihoods of the continuations; of a whole text its one
 * @param target         the right answer as the task gives it
 * @param responses      what the model answered
 * @param chosen         number of the most probable choice; -1 without choices
 * @param right          numbers of the right choices
 * @param lostAt         the byte of context and right choice together at which that choice was lost; -1 if it was not
 * @param metrics        what was measured, by metric and filter; those with one number
 */
public record TaskDocument(String task, int id, List<String> contexts, List<String> continuations, List<Double> logLikelihoods,
        String target, List<String> responses, int chosen, List<Integer> right, int lostAt, Map<String, Double> metrics) {
    /** @throws IllegalArgumentException if its parts do not belong together */
    static TaskDocument of(JsonNode node) {
        TaskDocument document = read(node);
        int choices = document.continuations.size();
        boolean isChoice = document.chosen < choices && document.right.stream().allMatch(choice -> choice >= 0 && choice < choices);
        if (!isChoice || document.lostAt > document.text().length) {
            throw new IllegalArgumentException("document " + document.id + " names a choice or a byte that it does not have");
        }
        return document;
    }

    private static TaskDocument read(JsonNode node) {
        List<Double> logs = new ArrayList<>();
        node.path("loglikelihoods").forEach(each -> logs.add(each.asDouble()));
        if (node.has("loglikelihood")) {
            logs.add(node.path("loglikelihood").asDouble());
        }
        List<Integer> right = new ArrayList<>();
        node.path("right").forEach(each -> right.add(each.asInt()));
        Map<String, Double> metrics = new LinkedHashMap<>();
        node.path("metrics").fields().forEachRemaining(metric -> {
            if (metric.getValue().isNumber()) {
                metrics.put(metric.getKey(), metric.getValue().asDouble());
            }
        });
        return new TaskDocument(node.path("task").asText(), node.path("doc_id").asInt(), texts(node.path("context")),
                texts(node.path("continuations")), List.copyOf(logs), node.path("target").asText(), texts(node.path("response")),
                node.path("chosen").asInt(-1), List.copyOf(right), node.path("lost").path("byte").asInt(-1), metrics);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> texts.add(each.asText()));
        } else if (!node.isMissingNode()) {
            texts.add(node.asText());
        }
        return List.copyOf(texts);
    }

    /** What the model read before a choice. */
    public String context(int choice) {
        return contexts.isEmpty() ? "" : contexts.get(Math.min(choice, contexts.size() - 1));
    }

    /** The right choice; the only continuation where there are no choices; -1 if there is none. */
    public int rightChoice() {
        return !right.isEmpty() ? right.get(0) : chosen < 0 && continuations.size() == 1 ? 0 : -1;
    }

    /** The bytes to look at: what was read, and the right choice, the answer or the whole text after it. */
    public byte[] text() {
        int choice = rightChoice();
        String after = choice >= 0 ? continuations.get(choice) : continuations.isEmpty() ? responses.isEmpty() ? target : responses.get(0)
                : "";
        return (context(Math.max(choice, 0)) + after).getBytes(StandardCharsets.UTF_8);
    }

    /** The byte of {@link #text()} to look at: where the right choice was lost, else the first after the context. */
    public int place() {
        return lostAt >= 0 ? lostAt : context(Math.max(rightChoice(), 0)).getBytes(StandardCharsets.UTF_8).length;
    }
}
