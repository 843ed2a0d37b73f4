package org.bytestill.tasks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.bytestill.tasks.score.Score;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Values;
import org.bytestill.util.JsonFile;

/**
 * What became of the documents of a task, an object each: what was read and scored, with the keys of lm-evaluation-harness's metrics, and
 * where a right choice was lost.
 */
public final class Samples {
    private final String task;

    /** @param task name of the task */
    public Samples(String task) {
        this.task = task;
    }

    /** The object of a document. */
    public ObjectNode of(DocumentResult document) {
        ObjectNode object = JsonFile.MAPPER.createObjectNode().put("task", task).put("doc_id", document.id());
        put(object, "target", document.target());
        if (document.contexts().size() == 1) {
            object.put("context", document.contexts().get(0));
        } else if (!document.contexts().isEmpty()) {
            document.contexts().forEach(object.putArray("context")::add);
        }
        if (!document.scores().isEmpty()) {
            putScores(object, document);
        }
        if (!Double.isNaN(document.logLikelihood())) {
            object.put("bytes", Printed.str(document.target()).getBytes(StandardCharsets.UTF_8).length)
                    .put("loglikelihood", document.logLikelihood());
        }
        if (!document.responses().isEmpty()) {
            putResponses(object, document);
        }
        putMetrics(object, document);
        if (document.chosen() >= 0) {
            object.put("chosen", document.chosen());
            document.right().forEach(object.putArray("right")::add);
        }
        LostChoice lost = document.lost();
        if (lost != null) {
            object.putObject("lost").put("choice", lost.right()).put("won", document.chosen()).put("byte", lost.byteAt())
                    .put("token", lost.token());
        }
        return object;
    }

    private static void putScores(ObjectNode object, DocumentResult document) {
        document.continuations().forEach(object.putArray("continuations")::add);
        ArrayNode logs = object.putArray("loglikelihoods");
        ArrayNode greedy = object.putArray("is_greedy");
        ArrayNode ids = object.putArray("continuation_ids");
        for (Score score : document.scores()) {
            logs.add(score.logLikelihood());
            greedy.add(score.isGreedy());
            Arrays.stream(score.ids()).forEach(ids.addArray()::add);
        }
        if (document.unconditional().length > 0) {
            Arrays.stream(document.unconditional()).forEach(object.putArray("unconditional")::add);
        }
    }

    private static void putResponses(ObjectNode object, DocumentResult document) {
        if (document.responses().size() == 1) {
            object.put("response", document.responses().get(0));
        } else {
            document.responses().forEach(object.putArray("response")::add);
        }
        ObjectNode filtered = object.putObject("filtered");
        document.filtered().forEach((name, answer) -> put(filtered.putObject(name), "answer", answer));
    }

    /** By metric and filter, and those of a filter beside its answer. */
    private static void putMetrics(ObjectNode object, DocumentResult document) {
        ObjectNode metrics = object.putObject("metrics");
        for (Map.Entry<String, double[]> metric : document.metrics().entrySet()) {
            String[] names = metric.getKey().split(",", 2);
            double[] values = metric.getValue();
            if (values.length == 1) {
                metrics.put(metric.getKey(), values[0]);
                ObjectNode owner = document.filtered().containsKey(names[1]) ? (ObjectNode) object.path("filtered").path(names[1]) : object;
                owner.put(names[0], values[0]);
            } else {
                Arrays.stream(values).forEach(metrics.putArray(metric.getKey())::add);
            }
        }
    }

    private static void put(ObjectNode object, String key, Object value) {
        if (value instanceof PyList list) {
            ArrayNode array = object.putArray(key);
            list.elements().forEach(element -> array.add(Printed.str(element)));
        } else if (Numbers.isWhole(value) && !(value instanceof Boolean)) {
            object.put(key, Numbers.saturated(value));
        } else if (value instanceof Double number) {
            object.put(key, number);
        } else {
            object.put(key, Values.textOf(value) == null ? Printed.str(value) : Values.textOf(value));
        }
    }
}
