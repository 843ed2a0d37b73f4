package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.corpus.shapes.Sample;
import org.bytestill.engine.job.DocumentRow;
import org.bytestill.engine.job.DocumentsReport;
import org.bytestill.engine.job.DocumentsRequest;
import org.bytestill.engine.job.DocumentsService;
import org.bytestill.problem.ExitCode;
import org.bytestill.text.chat.ByteRange;
import org.bytestill.text.chat.SupervisedChat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "documents",
        description = "Show what data files hold, row by row: texts with the bytes that are supervised, or conversations. With a chat template"
                + " conversations become texts.")
final class DocumentsCommand extends EngineCommand {
    private static final int SHOWN = 60;

    @Parameters(paramLabel = "PATH", description = "A file, or a folder of files: ${bundle:text.formats}.")
    private Path path;

    @Mixin
    private TextOptions.MapOptions map;

    @Mixin
    private TemplateOptions template;

    @Override
    ExitCode run(Terminal terminal) {
        DocumentsRequest request = new DocumentsRequest(path, map.mapping(), template.format());
        DocumentsReport report = new DocumentsService().read(request, row -> {
            if (terminal.isJson()) {
                terminal.data(object(row));
            } else {
                terminal.line("%s", line(row));
            }
        });
        report.notes().forEach(note -> terminal.note("%s", note));
        if (!terminal.isJson()) {
            terminal.line("%,d %s (%s): %,d skipped because they hold nothing, %,d refused", report.rows(),
                    report.rows() == 1 ? "row" : "rows",
                    String.join(", ", report.shapes()), report.skipped(), report.refused());
        }
        return ExitCode.OK;
    }

    private static ObjectNode object(DocumentRow row) {
        ObjectNode object = Terminal.object("document").put("row", row.row());
        if (row.line() > 0) {
            object.put("line", row.line());
        }
        if (row.file() != null) {
            object.put("file", row.file().toString());
        }
        if (row.chat() != null) {
            return withChat(object, row.chat());
        }
        if (row.sample() instanceof Sample.Text text) {
            object.put("text", new String(text.bytes(), StandardCharsets.UTF_8)).put("bytes", text.bytes().length);
            return text.supervised().isEmpty() ? object : withRanges(object, text.supervised());
        }
        return row.sample() instanceof Sample.Chat chat ? withMessages(object, chat) : object.put("skipped", "empty");
    }

    private static ObjectNode withMessages(ObjectNode object, Sample.Chat chat) {
        object.putArray("messages").addAll(chat.conversation().messages());
        if (chat.conversation().tools() != null) {
            object.set("tools", chat.conversation().tools());
        }
        return chat.firstSupervisedMessage() == 0 ? object : object.put("first_supervised_message", chat.firstSupervisedMessage());
    }

    private static ObjectNode withChat(ObjectNode object, SupervisedChat chat) {
        if (chat.refused() != null) {
            object.put("refused", chat.refused());
            if (chat.error() != null) {
                object.putObject("error").put("kind", chat.error().kind().word()).put("message", chat.error().reason());
            }
        } else {
            ArrayNode documents = object.putArray("documents");
            for (SupervisedChat.Document document : chat.documents()) {
                ObjectNode each = withRanges(documents.addObject().put("text", document.text()), document.supervised());
                document.messages().forEach(each.putArray("messages")::add);
            }
        }
        if (!chat.turns().isEmpty()) {
            ArrayNode turns = object.putArray("turns");
            chat.turns().forEach(turn -> turns.add(turn(turn)));
        }
        return object;
    }

    private static ObjectNode turn(SupervisedChat.Turn turn) {
        ObjectNode object = Terminal.plainObject().put("message", turn.message());
        if (turn.byHeader()) {
            object.put("start", "by header");
        }
        object.put("status", turn.status());
        if (turn.range() != null) {
            object.put("end_token", turn.endToken());
        }
        if (turn.emptyThink() != null) {
            object.putArray("empty_think").add(turn.emptyThink().start()).add(turn.emptyThink().end());
        }
        return object;
    }

    private static ObjectNode withRanges(ObjectNode object, List<ByteRange> ranges) {
        ArrayNode all = object.putArray("supervised");
        ranges.forEach(range -> all.addArray().add(range.start()).add(range.end()));
        return object;
    }

    private static String line(DocumentRow row) {
        String place = (row.file() == null ? "" : row.file() + ", ") + (row.line() > 0 ? "line " + row.line() : "row " + row.row()) + ": ";
        if (row.chat() != null) {
            return place + (row.chat().refused() != null ? "refused, " + row.chat().refused()
                    : row.chat().documents().size() + " documents, " + beginning(row.chat().documents().get(0).text()));
        }
        if (row.sample() instanceof Sample.Text text) {
            return place + String.format("%,d bytes, ", text.bytes().length) + beginning(new String(text.bytes(), StandardCharsets.UTF_8));
        }
        return place + (row.sample() instanceof Sample.Chat chat ? chat.conversation().messages().size() + " messages" : "skipped, empty");
    }

    private static String beginning(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line
                : line.substring(0, line.offsetByCodePoints(0, Math.min(SHOWN, line.codePointCount(0, line.length()))))
                        + "…";
    }
}
