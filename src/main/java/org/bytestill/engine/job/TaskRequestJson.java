package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to evaluate tasks as JSON, so that what was asked can be asked again. */
final class TaskRequestJson {
    private TaskRequestJson() {}

    static void put(ObjectNode object, TaskRequest request) {
        object.put("model", request.model().toString()).put("checkpoint", request.checkpoint());
        request.tasks().forEach(task -> object.withArray("tasks").add(task.toString()));
        object.put("fewshot", request.fewshot()).put("limit", request.limit());
        TaskRequest.Prompts prompts = request.prompts();
        object.putObject("prompts").put("chat", prompts.applies()).put("template", text(prompts.template()))
                .put("multiTurn", prompts.multiTurn()).put("system", prompts.system());
        object.put("against", text(request.against())).put("againstCheckpoint", request.againstCheckpoint())
                .put("teacher", text(request.teacher())).put("precision", request.precision()).put("device", request.device());
    }

    static TaskRequest read(JsonNode node) {
        List<Path> tasks = new ArrayList<>();
        node.path("tasks").forEach(task -> tasks.add(Path.of(task.asText())));
        JsonNode prompts = node.path("prompts");
        return new TaskRequest(Path.of(node.path("model").asText()), node.path("checkpoint").asText(), List.copyOf(tasks),
                node.path("fewshot").isInt() ? node.path("fewshot").asInt() : null,
                new TaskRequest.Prompts(prompts.path("chat").asBoolean(), path(prompts.path("template")),
                        prompts.path("multiTurn").asBoolean(), prompts.path("system").asText()),
                node.path("limit").asDouble(), path(node.path("against")), node.path("againstCheckpoint").asText(),
                path(node.path("teacher")), node.path("precision").asText(), node.path("device").asText());
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static @Nullable Path path(JsonNode node) {
        return node.isTextual() ? Path.of(node.asText()) : null;
    }
}
