package org.bytestill.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;

/** {@code notes.json} of a run folder. Anybody may write it, while the run is computed too: the run itself does not look at it. */
public final class NotesFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NotesFile() {}

    /** @throws UserError if the file is damaged: what a person wrote is never taken for nothing */
    public static RunNotes read(RunFolder folder) {
        if (!Files.exists(folder.notes())) {
            return RunNotes.NONE;
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(folder.notes()));
            List<String> tags = new ArrayList<>();
            root.path("tags").forEach(tag -> tags.add(tag.asText()));
            List<RunNotes.Note> notes = new ArrayList<>();
            for (JsonNode note : root.path("notes")) {
                notes.add(new RunNotes.Note(note.path("update").asInt(), Instant.parse(note.path("at").asText()),
                        note.path("text").asText()));
            }
            return new RunNotes(tags, notes);
        } catch (JsonProcessingException e) {
            throw damaged(folder, JsonFile.reason(e)).causedBy(e);
        } catch (DateTimeException e) {
            throw damaged(folder, "\"at\" is no time").causedBy(e);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder.notes(), e.getMessage()).causedBy(e);
        }
    }

    private static UserError damaged(RunFolder folder, String why) {
        return UserError.corruptFile("%s holds no notes: %s. Correct it, or delete it to begin anew.", folder.notes(), why);
    }

    /**
     * Changes what is there now, which another window may have written.
     *
     * @return what is there afterwards
     * @throws UserError if the file is damaged, or the disk is full or gone
     */
    public static synchronized RunNotes change(RunFolder folder, UnaryOperator<RunNotes> change) {
        RunNotes changed = change.apply(read(folder));
        ObjectNode root = JSON.createObjectNode();
        ArrayNode tags = root.putArray("tags");
        changed.tags().forEach(tags::add);
        ArrayNode notes = root.putArray("notes");
        changed.notes().forEach(note -> notes.addObject().put("update", note.update()).put("at", note.at().toString())
                .put("text", note.text()));
        AtomicFile.write(folder.notes(), root.toPrettyString() + "\n");
        return changed;
    }
}
